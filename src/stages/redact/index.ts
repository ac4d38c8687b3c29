import { type Document, drop } from '../../core/document.ts';
import { CorpusmithError } from '../../core/errors.ts';
import type { Context } from '../../core/stage.ts';
import {
  type Asset,
  type Assets,
  defineStage,
  type MapStageDefinition,
  type RecognizerDefinition,
  type StageOptions,
} from '../../define.ts';
import { recognizers as builtIn } from '../../recognizers/index.ts';
import { DENIED, denied } from '../../redaction/denied.ts';
import { Search } from '../../redaction/find.ts';
import { OPERATING_POINTS } from '../../redaction/operating-points.ts';
import { operators } from '../../redaction/operators/index.ts';
import { type Choice, operatorOf } from '../../redaction/policies.ts';
import { subjectRef } from '../../redaction/subject-index.ts';
import { measure } from './canaries.ts';
import { postScanner } from './certificate.ts';
import { type Redacted, type Redaction, redactDocument } from './document.ts';
import { FINDINGS, tell } from './ledger.ts';
import { modelAssets, modelOf } from './model.ts';
import { keyFrom, optionsOver, type RedactOptions } from './options.ts';

declare module '../../core/document.ts' {
  interface Labels {
    /** How many values `redact` replaced. */
    readonly redactions?: number;
    /** What stands in place of them, and how they would be recognised. Set where there are any. */
    readonly redacted?: Redacted;
  }
}

/** The index of whose values were in which document: `subjects.jsonl`. */
const SUBJECTS = 'subjects';

/** The `redact` stage over these recognizers: the built-in ones, or those of plugins too. */
export function redactWith(recognizers: readonly RecognizerDefinition[]): MapStageDefinition {
  const known = [...new Set([...recognizers.map(({ entity }) => entity), DENIED])].sort();
  const all = ({ deny }: RedactOptions) => (deny.length === 0 ? recognizers : [...recognizers, denied(deny)]);
  const isWanted = (chosen: RedactOptions) => (recognizer: RecognizerDefinition) =>
    operatorOf(recognizer.entity, chosen) !== 'keep';
  const operatorsOf = (chosen: RedactOptions) => new Map(known.map(entity => [entity, operatorOf(entity, chosen)]));
  return defineStage<RedactOptions>({
    name: 'redact',
    summary: 'Finds personal data and secrets and replaces them as a policy says; removes the label people',
    options: optionsOver(known),
    adds: ['redactions', 'redacted'],
    fromFile: ['policy'],
    notes: [
      { name: FINDINGS, chained: true },
      { name: SUBJECTS, isPrivate: true },
    ],
    assets: (chosen): readonly Asset[] => [
      ...[chosen.keyFile, chosen.subjectKeyFile].flatMap(path => (path === undefined ? [] : [{ path }])),
      ...modelAssets(chosen),
    ],
    conflict: (chosen, others) => strayLabels(chosen) ?? cardsTwice(chosen, others),
    async map(chosen, assets) {
      const by = operatorsOf(chosen);
      const wanted = all(chosen).filter(isWanted(chosen));
      const redaction: Redaction = {
        search: new Search(wanted, OPERATING_POINTS[chosen.operatingPoint], chosen.allow),
        by,
        key: keyOf(chosen, [...by.values()], assets),
        model: await modelOf(chosen, assets, by),
      };
      const subjectKey = keyFrom(chosen.subjectKey, fileOf(chosen.subjectKeyFile, assets), 'redact, subjectKey');
      return async (doc, ctx) => {
        const outcome = await redactDocument(doc, redaction);
        tell(outcome, doc, by, ctx);
        if (outcome.dropped) return drop('personal-data', outcome.counts);
        if (subjectKey !== undefined) index(doc, outcome.values, by, subjectKey, ctx);
        if (ctx.random() < chosen.canaries) await measure(doc, redaction, ctx);
        return outcome.doc;
      };
    },
    async certify(chosen, assets) {
      const [wanted, kept] = [all(chosen).filter(isWanted(chosen)), all(chosen).filter(one => !isWanted(chosen)(one))];
      const search = new Search(wanted, OPERATING_POINTS[chosen.operatingPoint], chosen.allow, kept);
      return postScanner(search, await modelOf(chosen, assets, operatorsOf(chosen)));
    },
  });
}

export const redact = redactWith(builtIn);

function fileOf(path: string | undefined, assets: Assets): Uint8Array | undefined {
  return path === undefined ? undefined : assets.get(path);
}

/** The key, where an operator needs one. Throws `E_KEY` when there is none, or a short one. */
function keyOf({ key, keyFile }: RedactOptions, used: readonly string[], assets: Assets): Uint8Array {
  const needing = operators.find(({ name, needsKey }) => needsKey && used.includes(name));
  const place = `redact, ${needing?.name ?? 'key'}`;
  const bytes = keyFrom(key, fileOf(keyFile, assets), place);
  if (needing !== undefined && bytes === undefined)
    throw new CorpusmithError('E_KEY', { place, detail: 'there is none' });
  return bytes ?? new Uint8Array(0);
}

/** Notes whose document it is: all that was replaced, and the people whom its source names. */
function index(
  { labels: { people = [] } }: Document,
  values: readonly (readonly [entity: string, value: string])[],
  by: ReadonlyMap<string, string>,
  key: Uint8Array,
  ctx: Context,
): void {
  const named = people.flatMap(({ name, email, phone }) => [
    ...(name === undefined ? [] : [['PERSON', name] as const]),
    ...(email === undefined ? [] : [['EMAIL', email] as const]),
    ...(phone === undefined ? [] : [['PHONE', phone] as const]),
  ]);
  // A hash of a card beside its last four digits would tell which card it is (PCI DSS 3.5.1).
  const shown = (entity: string) => by.get(entity) === 'last-four' && entity === 'CREDIT_CARD';
  const refs = [...values, ...named].flatMap(([entity, value]) =>
    shown(entity) ? [] : [subjectRef(key, entity, value)],
  );
  if (refs.length > 0) ctx.note(SUBJECTS, { check: subjectRef(key, 'check', ''), refs: [...new Set(refs)].sort() });
}

function strayLabels({ model, modelLabels }: RedactOptions): string | undefined {
  const isStray = model === undefined && Object.keys(modelLabels).length > 0;
  return isStray ? '`modelLabels` says what the labels of a model are, but there is no `model`' : undefined;
}

/** PCI DSS 3.5.1: hashed and truncated forms of one card must not stand together, nor differently truncated ones. */
function cardsTwice(chosen: RedactOptions, others: readonly StageOptions[]): string | undefined {
  const how = (options: Choice) => operatorOf('CREDIT_CARD', options);
  const all = [
    chosen as Choice,
    ...others.filter(({ use }) => use === 'redact').map(({ options }) => options as never),
  ].map(how);
  if (!all.includes('last-four') || !all.includes('hash')) return undefined;
  return 'one redact stage leaves the last four digits of cards and another a hash of them: together they tell the card (PCI DSS 3.5.1)';
}
