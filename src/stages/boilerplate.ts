import { z } from 'zod';
import { type Document, drop, type Part, withParts } from '../core/document.ts';
import { sha256 } from '../core/hash.ts';
import type { Decisions, Scratch, Sketch, Sketches } from '../core/stage.ts';
import { defineGlobalStage } from '../define.ts';

const options = z.strictObject({
  share: z
    .number()
    .min(0)
    .max(1)
    .default(0.3)
    .describe('A line in more than this share of the documents of one source is boilerplate.'),
  minDocuments: z.int().min(2).default(10).describe('A line in fewer documents than this is never boilerplate.'),
  minCharacters: z
    .int()
    .min(1)
    .default(20)
    .describe('Shorter lines, and shorter paragraphs of several lines, are never boilerplate.'),
});

type BoilerplateOptions = z.infer<typeof options>;

/**
 * Removes lines and paragraphs that recur across the documents of one source: footers, disclaimers, navigation, macros.
 *
 * A part that is emptied goes, in conversations too; a document that is emptied is dropped. Copies of one document make
 * its lines look like boilerplate: where a source holds many, put `dedupe` first.
 *
 * The decision of a document lists the positions of its boilerplate in the order of `unitsOf`.
 */
export const boilerplate = defineGlobalStage<BoilerplateOptions, readonly number[]>({
  name: 'boilerplate',
  summary: 'Removes lines and paragraphs that recur across the documents of a source',
  options,
  global(chosen) {
    return {
      sketch: doc => bytesOf(BigUint64Array.from(unitsOf(doc, chosen.minCharacters), unit => unit.hash)),
      decide: (sketches, scratch) => decide(sketches, scratch, chosen),
      apply(doc, positions, ctx) {
        if (positions === undefined) return doc;
        const units = unitsOf(doc, chosen.minCharacters);
        const marked = new Map<number, Set<number>>();
        for (const position of positions) {
          const { part, from, to } = units[position]!;
          const lines = marked.get(part) ?? new Set();
          for (let line = from; line < to; line++) lines.add(line);
          marked.set(part, lines);
        }
        ctx.count(
          'lines-removed',
          [...marked.values()].reduce((sum, lines) => sum + lines.size, 0),
        );
        const parts = doc.parts.map((part, i) => withoutLines(part, marked.get(i)));
        const left = parts.filter((part, i) => part.text !== '' || !marked.has(i));
        return left.some(part => part.text.trim() !== '') ? withParts(doc, left) : drop('only-boilerplate');
      },
    };
  },
});

/** A line, or a paragraph of several lines: lines `from` to `to` (exclusive) of a part. */
interface Unit {
  readonly part: number;
  readonly from: number;
  readonly to: number;
  readonly hash: bigint;
}

function unitsOf(doc: Document, minCharacters: number): readonly Unit[] {
  const units: Unit[] = [];
  for (const [part, { text }] of doc.parts.entries()) {
    const lines = text.split('\n').map(normalized);
    const add = (from: number, to: number) => {
      const joined = lines.slice(from, to).join('\n');
      if (joined.length >= minCharacters) units.push({ part, from, to, hash: hash64(joined) });
    };
    let start = 0;
    for (let i = 0; i <= lines.length; i++) {
      if (i < lines.length && lines[i] !== '') add(i, i + 1);
      else {
        if (i - start > 1) add(start, i);
        start = i + 1;
      }
    }
  }
  return units;
}

/** Case and the width of blanks do not make another line; digits do, for they may be all that a line says. */
function normalized(line: string): string {
  return line.trim().toLowerCase().replace(/\s+/g, ' ');
}

function hash64(text: string): bigint {
  return BigInt(`0x${sha256(text).slice(0, 16)}`);
}

/**
 * Counts in how many documents of each source a hash occurs: hashes go to partitions on disk, which are sorted one by
 * one. What stays in memory are the frequent ones, of which a source has few by definition.
 */
async function decide(
  sketches: Sketches,
  scratch: Scratch,
  { share, minDocuments }: BoilerplateOptions,
): Promise<Decisions<readonly number[]>> {
  const sources = sketches.sources.length;
  const documents = new Array<number>(sources).fill(0);
  const bytes = new Array<number>(sources).fill(0);
  for await (const sketch of sketches) {
    documents[sketch.source]!++;
    bytes[sketch.source]! += sketch.bytes.length;
  }
  // A partition is in memory twice: as it is read, and as it is sorted.
  const split = Math.max(1, Math.ceil((Math.max(0, ...bytes) * 2) / scratch.memory));
  const partitions = await scratch.partitions(Math.max(1, sources * split), 8);
  for await (const sketch of sketches) {
    for (const hash of new Set(hashesOf(sketch))) {
      const partition = sketch.source * split + Number(hash % BigInt(split));
      partitions.append(partition, bytesOf(BigUint64Array.of(hash)));
    }
  }
  const frequent = Array.from({ length: sources }, () => new Set<bigint>());
  let occurrences = 0;
  for (let partition = 0; partition < sources * split; partition++) {
    const source = Math.floor(partition / split);
    const least = Math.max(minDocuments, Math.floor(share * documents[source]!) + 1);
    for (const [hash, count] of runsOf(await partitions.read(partition))) {
      if (count < least) continue;
      frequent[source]!.add(hash);
      occurrences += count;
    }
  }
  return {
    of(sketch) {
      const positions = [...hashesOf(sketch)].flatMap((hash, i) => (frequent[sketch.source]!.has(hash) ? [i] : []));
      return positions.length === 0 ? undefined : positions;
    },
    facts: { found: frequent.reduce((sum, hashes) => sum + hashes.size, 0), occurrences },
  };
}

/** Every hash of a partition with the number of its records. */
function* runsOf(records: Uint8Array): Iterable<readonly [hash: bigint, count: number]> {
  const sorted = hashesOf({ bytes: records }).sort();
  let start = 0;
  for (let i = 1; i <= sorted.length; i++) {
    if (i < sorted.length && sorted[i] === sorted[start]) continue;
    yield [sorted[start]!, i - start];
    start = i;
  }
}

/** A copy, because bytes that were read need not be aligned. */
function hashesOf({ bytes }: Pick<Sketch, 'bytes'>): BigUint64Array {
  return new BigUint64Array(Uint8Array.from(bytes).buffer);
}

function bytesOf(hashes: BigUint64Array): Uint8Array {
  return new Uint8Array(hashes.buffer);
}

/** The part without the lines; of the blank lines around a gap one side stays. */
function withoutLines(part: Part, removed: ReadonlySet<number> | undefined): Part {
  if (removed === undefined) return part;
  const kept: string[] = [];
  let afterGap = false;
  for (const [i, line] of part.text.split('\n').entries()) {
    const blank = line.trim() === '';
    if (removed.has(i)) afterGap = true;
    else if (!(afterGap && blank && (kept.at(-1) ?? '').trim() === '')) {
      kept.push(line);
      if (!blank) afterGap = false;
    }
  }
  while (kept.length > 0 && kept.at(-1)!.trim() === '') kept.pop();
  return { ...part, text: kept.join('\n') };
}
