import { z } from 'zod';
import { type Document, drop, withLabels, withParts } from '../core/document.ts';
import { CorpusmithError, nearest } from '../core/errors.ts';
import type { Context } from '../core/stage.ts';
import { type Asset, defineStage, type MapStageDefinition, type RecognizerDefinition } from '../define.ts';
import { recognizers as builtIn } from '../recognizers/index.ts';
import { DENIED, denied } from '../redaction/denied.ts';
import { Search } from '../redaction/find.ts';
import { MEASURED, OPERATING_POINTS, type OperatingPoint } from '../redaction/operating-points.ts';
import { operators } from '../redaction/operators/index.ts';
import type { Opened, Replacer } from '../redaction/operators/operator.ts';
import { redactTexts } from '../redaction/passes.ts';
import { operatorOf, policies } from '../redaction/policies.ts';
import { RedactedText } from '../redaction/redacted-text.ts';

declare module '../core/document.ts' {
  interface Labels {
    /** How many values `redact` replaced. */
    readonly redactions?: number;
  }
}

/** Bytes of a key (128 bits): fewer can be guessed. */
const SHORTEST_KEY = 16;

/** The `redact` stage over these recognizers: the built-in ones, or those of plugins too. */
export function redactWith(recognizers: readonly RecognizerDefinition[]): MapStageDefinition {
  const known = [...new Set([...recognizers.map(({ entity }) => entity), DENIED])].sort();
  const options = optionsOver(known);
  return defineStage({
    name: 'redact',
    summary: 'Finds personal data and secrets and replaces them as a policy says; removes the label people',
    options,
    adds: ['redactions'],
    assets: ({ keyFile }: z.infer<typeof options>): readonly Asset[] =>
      keyFile === undefined ? [] : [{ path: keyFile }],
    map(chosen: z.infer<typeof options>, assets) {
      const by = new Map(known.map(entity => [entity, operatorOf(entity, chosen)]));
      const all = chosen.deny.length === 0 ? recognizers : [...recognizers, denied(chosen.deny)];
      const wanted = all.filter(({ entity }) => by.get(entity) !== 'keep');
      const redaction: Redaction = {
        search: new Search(wanted, OPERATING_POINTS[chosen.operatingPoint], chosen.allow),
        by,
        key: keyOf(chosen, [...by.values()], chosen.keyFile === undefined ? undefined : assets.get(chosen.keyFile)),
      };
      return (doc, ctx) => {
        const { redacted, counts, dropped } = redactDocument(doc, redaction, ctx);
        const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
        if (total > 0) ctx.count('documents');
        if (dropped) return drop('personal-data', counts);
        return withLabels(redacted, { redactions: (doc.labels.redactions ?? 0) + total, people: undefined });
      };
    },
  });
}

export const redact = redactWith(builtIn);

interface Redaction {
  readonly search: Search;
  /** Name of what becomes of it, by entity. */
  readonly by: ReadonlyMap<string, string>;
  readonly key: Uint8Array;
}

function optionsOver(known: readonly string[]) {
  const names = [...operators.map(({ name }) => name), 'drop-document'] as const;
  const described = operators.map(({ name, summary }) => `${name}: ${summary}`).join('. ');
  return z.strictObject({
    policy: z
      .enum(Object.keys(policies))
      .default('gdpr')
      .describe(
        `What must go. ${Object.entries(policies)
          .map(([name, { summary }]) => `${name}: ${summary}`)
          .join('. ')}.`,
      ),
    replace: z
      .enum(names)
      .default('placeholder')
      .describe(`What becomes of it. ${described}. drop-document: the whole document goes.`),
    operators: z
      .record(z.string(), z.enum([...names, 'replace', 'keep']))
      .superRefine((chosen, issue) => {
        for (const name of Object.keys(chosen).filter(one => !known.includes(one))) {
          const near = nearest(name, known);
          const hint = near === undefined ? `there are ${known.join(', ')}` : `did you mean ${near}?`;
          issue.addIssue({ code: 'custom', path: [name], message: `There is no such entity; ${hint}` });
        }
      })
      .default({})
      .describe(
        'Otherwise than the policy says, by entity: `{ URL: replace, PHONE: hash, DATE: keep }`. What is kept is not looked for.',
      ),
    operatingPoint: z
      .enum(Object.keys(OPERATING_POINTS) as [OperatingPoint, ...OperatingPoint[]])
      .default('balanced')
      .describe(
        'How sure a finding must be. strict (0.3): also numbers with a right check digit that no word explains, and private ' +
          'network addresses. balanced (0.5). precise (0.8): only what a check digit, an unmistakable shape or a word beside it ' +
          'proves. Found and right, as shares of characters, on sentences of presidio-research and on legal documents of ' +
          `pii-anon: strict ${MEASURED.strict}; balanced ${MEASURED.balanced}; precise ${MEASURED.precise}.`,
      ),
    allow: z
      .array(z.string().min(1))
      .default([])
      .describe('Values that stay wherever they stand, such as your own support address, in any spelling of them.'),
    deny: z
      .array(z.string().min(2))
      .default([])
      .describe('Values that always go, such as the name of a project, in any upper and lower case.'),
    key: z
      .string()
      .optional()
      .describe(`Secret of ${SHORTEST_KEY} characters or more, for operators that need one: \`\${REDACTION_KEY}\`.`),
    keyFile: z.string().optional().describe('Or a file that holds it.'),
  });
}

/** The key, where an operator needs one. Throws `E_KEY` when there is none, or a short one. */
function keyOf(
  { key, keyFile }: { readonly key?: string | undefined; readonly keyFile?: string | undefined },
  used: readonly string[],
  file: Uint8Array | undefined,
): Uint8Array {
  const needing = operators.find(({ name, needsKey }) => needsKey && used.includes(name));
  const bytes = file ?? Buffer.from(key ?? '');
  if (needing === undefined) return bytes;
  const place = `redact, ${needing.name}`;
  if (key === undefined && keyFile === undefined)
    throw new CorpusmithError('E_KEY', { place, detail: 'there is none' });
  if (bytes.length < SHORTEST_KEY)
    throw new CorpusmithError('E_KEY', { place, detail: `it has ${bytes.length} bytes, ${SHORTEST_KEY} are needed` });
  return bytes;
}

/** Redacts title and parts, and counts what was found by entity. */
function redactDocument(doc: Document, { search, by, key }: Redaction, ctx: Context) {
  const { title, thread, language, people = [] } = doc.labels;
  // The title last, so that the first numbers are those of the text.
  const given = [...doc.parts.map(part => part.text), ...(title === undefined ? [] : [title])];
  const texts = given.map(text => new RedactedText(text));
  const replacer = replacers({ texts: given, scope: thread ?? doc.id, language, key }, by);
  const counts: Record<string, number> = {};
  const kept = redactTexts(texts, search, people, ({ entity }, value, index) => {
    counts[entity] = (counts[entity] ?? 0) + 1;
    return replacer(entity, value, index);
  });
  for (const [entity, count] of Object.entries(counts)) ctx.count(entity, count);
  if (kept.allowed > 0) ctx.count('kept-allowed', kept.allowed);
  if (kept.lowScore > 0) ctx.count('kept-low-score', kept.lowScore);
  const dropped = Object.keys(counts).some(entity => by.get(entity) === 'drop-document');
  return { redacted: withTexts(doc, texts), counts, dropped };
}

/** Replaces by the operator of each entity; opened only when it is needed. */
function replacers(doc: Opened, by: ReadonlyMap<string, string>): Replacer {
  const opened = new Map<string, Replacer>();
  return (entity, value, people) => {
    const name = by.get(entity)!;
    if (name === 'drop-document') return value;
    let replacer = opened.get(name);
    if (replacer === undefined) {
      replacer = operators.find(operator => operator.name === name)!.open(doc);
      opened.set(name, replacer);
    }
    const replacement = replacer(entity, value, people);
    // What was found must not stand there still.
    if (replacement === value)
      throw new CorpusmithError('E_STAGE', { detail: `${name} changed nothing of a ${entity}` });
    return replacement;
  };
}

function withTexts(doc: Document, texts: readonly RedactedText[]): Document {
  const parts = doc.parts.map((part, i) => ({ ...part, text: texts[i]!.text }));
  const redacted = withParts(doc, parts);
  return doc.labels.title === undefined ? redacted : withLabels(redacted, { title: texts.at(-1)!.text });
}
