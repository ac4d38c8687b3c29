// The smallest parts that make the engine show all it can: used by its own tests, in the main thread and in workers.
import { z } from 'zod';
import { catalogOf } from '../../src/catalog.ts';
import { drop, mapText, textOf, withLabels } from '../../src/core/document.ts';
import { CorpusmithError } from '../../src/core/errors.ts';
import { hashOf } from '../../src/core/hash.ts';
import {
  type Catalog,
  defineFormat,
  defineGlobalStage,
  defineSink,
  defineSource,
  defineStage,
} from '../../src/define.ts';

const none = z.strictObject({});

/** One document a line; `!bad` cannot be read, `!break` breaks the rest of the file, `!hang` and `!exit` cost the worker. */
const lines = defineSource({
  name: 'lines',
  summary: 'One document a line',
  options: none,
  adds: [],
  splittable: 'lines',
  positional: true,
  detect: () => 0.5,
  async *read(unit) {
    let rest = '';
    let line = unit.line;
    const decoder = new TextDecoder();
    for await (const chunk of unit.files[0]!.stream()) {
      const pieces = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = pieces.pop()!;
      for (const text of pieces) yield item(text, line++);
    }
    if (rest !== '') yield item(rest, line);
  },
});

function item(text: string, line: number) {
  const locator = `line ${line}`;
  if (text.startsWith('!bad')) return { fail: 'E_RECORD', locator } as const;
  if (text.startsWith('!break')) throw new CorpusmithError('E_BROKEN');
  if (text.startsWith('!source-hang')) for (;;);
  if (text.startsWith('!source-throw')) throw new TypeError(`secret ${text}`);
  return { locator, parts: [{ role: 'document', text }] } as const;
}

const upper = defineStage({
  name: 'upper',
  summary: 'Upper case',
  options: none,
  map: () => doc => mapText(doc, text => text.toUpperCase()),
});

const strange = defineStage({
  name: 'strange',
  summary: 'Drops, splits, throws, hangs or exits, as the text says',
  options: none,
  map: () => (doc, ctx) => {
    const text = textOf(doc);
    ctx.count('seen');
    if (text.startsWith('!drop')) return drop('told-to', { length: text.length });
    if (text.startsWith('!throw-in-stage')) throw new Error(`secret ${text}`);
    if (text.startsWith('!hang')) for (;;);
    if (text.startsWith('!exit')) process.exit(7);
    if (!text.startsWith('!two')) return doc;
    return [1, 2].map(n => ({
      ...doc,
      id: `${doc.id}-${n}`,
      parts: [{ role: 'document', text: `${text} ${n}` }] as const,
    }));
  },
});

/** Leaves notes and breakdowns, throws after them when told to, and checks that all rows are in upper case. */
const noting = defineStage({
  name: 'noting',
  summary: 'Notes the length of each text',
  options: none,
  notes: [
    { name: 'lengths', chained: true },
    { name: 'own', isPrivate: true },
  ],
  map: () => (doc, ctx) => {
    const { length } = textOf(doc);
    ctx.note('lengths', { length });
    ctx.note('own', { half: length / 2 });
    ctx.tally('parity', length % 2 === 0 ? 'even' : 'odd');
    if (textOf(doc).startsWith('!THROW-AFTER')) throw new Error('told to');
    return doc;
  },
  certify: () => ({
    note: doc => Buffer.from(String(textOf(doc).length)),
    async check(written) {
      const facts = { rows: 0, 'wrong-notes': 0 };
      const lower: { place: string }[] = [];
      for await (const { parts, place, note } of written) {
        facts.rows++;
        if (Number(Buffer.from(note)) !== parts[0]!.text.length) facts['wrong-notes']++;
        if (/\p{Ll}/u.test(parts[0]!.text)) lower.push({ place });
      }
      const stop = { code: 'E_RESIDUE', detail: `${lower[0]?.place} is not in upper case` } as const;
      return { facts, tables: { lower }, ...(lower.length === 0 ? {} : { stop }) };
    },
  }),
});

/** Keeps the first of equal texts: a global stage in its smallest form. */
const first = defineGlobalStage({
  name: 'first',
  summary: 'Drops repeated texts',
  options: none,
  global: () => ({
    sketch: doc => Buffer.from(hashOf(textOf(doc)), 'hex'),
    async decide(sketches) {
      const keepers = new Map<string, string>();
      for await (const { id, bytes } of sketches) {
        const key = Buffer.from(bytes).toString('hex');
        if (!keepers.has(key)) keepers.set(key, id);
      }
      return {
        of({ id, bytes }) {
          const keeper = keepers.get(Buffer.from(bytes).toString('hex'))!;
          return keeper === id ? undefined : keeper;
        },
        facts: { kept: keepers.size },
      };
    },
    apply: (doc, keeper: string | undefined) => (keeper === undefined ? doc : { drop: 'repeated', keeper }),
  }),
});

const number = defineStage({
  name: 'number',
  summary: 'A random number as the document’s title',
  options: none,
  adds: ['title'],
  map: () => (doc, ctx) => withLabels(doc, { title: ctx.random().toFixed(9) }),
});

const text = defineFormat({
  name: 'text',
  summary: 'Text and title',
  row: doc => (textOf(doc).startsWith('!SHAPE') ? undefined : { text: textOf(doc), title: doc.labels.title }),
  parts: row => [{ role: 'document', text: row.text as string }],
});

const jsonl = defineSink({
  name: 'jsonl',
  summary: 'JSON lines',
  options: none,
  extension: () => '.jsonl',
  async *encode(rows) {
    for await (const row of rows) yield Buffer.from(`${row}\n`);
  },
  async *decode(chunks) {
    const read: Uint8Array[] = [];
    for await (const chunk of chunks) read.push(chunk);
    yield* Buffer.concat(read).toString().split('\n').slice(0, -1);
  },
});

export async function loadCatalog(): Promise<Catalog> {
  return catalogOf([lines, upper, strange, noting, first, number, text, jsonl]);
}
