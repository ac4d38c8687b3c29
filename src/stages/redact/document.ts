import { type Document, type Labels, type Person, withLabels, withParts } from '../../core/document.ts';
import { CorpusmithError } from '../../core/errors.ts';
import type { Range } from '../../define.ts';
import type { Search } from '../../redaction/find.ts';
import { type Fingerprint, fingerprintOf, isTelling, standing } from '../../redaction/fingerprints.ts';
import { operators } from '../../redaction/operators/index.ts';
import type { Opened, Replacer } from '../../redaction/operators/operator.ts';
import { redactTexts, type Told } from '../../redaction/passes.ts';
import { RedactedText } from '../../redaction/redacted-text.ts';
import type { Finding } from '../../redaction/resolve.ts';
import type { Model } from './model.ts';

/** What stands in place of values of a document. Invented text: the loss mask and the check of the written files know it by this. */
export interface StandIn {
  readonly entity: string;
  readonly operator: string;
  readonly text: string;
}

/** What `redact` has done to a document. */
export interface Redacted {
  readonly standIns: readonly StandIn[];
  /** Of the values that were replaced, under the id of the document as salt. */
  readonly gone: readonly Fingerprint[];
  readonly salt: string;
}

/** Each round replaces at least one value. */
const MOST = 20;

/** How a stage redacts. */
export interface Redaction {
  readonly search: Search;
  /** Name of what becomes of it, by entity. */
  readonly by: ReadonlyMap<string, string>;
  readonly key: Uint8Array;
  /** Finds more. */
  readonly model?: Model | undefined;
}

/** A document whose values have been replaced, and what was found in it. */
export interface Outcome {
  readonly doc: Document;
  readonly texts: readonly RedactedText[];
  readonly told: Told;
  /** Values by entity. */
  readonly counts: Readonly<Record<string, number>>;
  /** Every value that was replaced, as it was written. */
  readonly values: readonly (readonly [entity: string, value: string])[];
  /** One of them costs the whole document. */
  readonly dropped: boolean;
}

/** Redacts title and parts. */
export async function redactDocument(doc: Document, redaction: Redaction): Promise<Outcome> {
  const { by, key } = redaction;
  const { title, thread, language, people = [] } = doc.labels;
  const given = textsOf(doc);
  const texts = given.map(text => new RedactedText(text));
  const replacer = replacers({ texts: given, scope: thread ?? doc.id, language, key }, by);
  const counts: Record<string, number> = {};
  const values: [string, string][] = [];
  const standIns = new Map<string, StandIn>();
  const told = await redactAll(texts, redaction, people, ({ entity }, value, index) => {
    counts[entity] = (counts[entity] ?? 0) + 1;
    values.push([entity, value]);
    const text = replacer(entity, value, index);
    standIns.set(`${entity}\0${text}`, { entity, operator: by.get(entity)!, text });
    return text;
  });
  const parts = doc.parts.map((part, i) => ({ ...part, text: texts[i]!.text }));
  const labels = { ...labelsAfter(doc, values, [...standIns.values()]), people: undefined };
  const redacted = withLabels(
    withParts(doc, parts),
    title === undefined ? labels : { ...labels, title: texts.at(-1)!.text },
  );
  const dropped = Object.keys(counts).some(entity => by.get(entity) === 'drop-document');
  return { doc: redacted, texts, told, counts, values, dropped };
}

/**
 * With a model, until neither finds anything more: what is gone around a value can change what the model takes it for, and
 * a value that it sees in one place may stand in another. The written rows are held against both.
 */
async function redactAll(
  texts: readonly RedactedText[],
  { search, model }: Redaction,
  people: readonly Person[],
  by: Parameters<typeof redactTexts>[3],
): Promise<Told> {
  if (model === undefined) return redactTexts(texts, search, people, by);
  const overlaps: string[] = [];
  const gone = new Map<number, Gone>();
  for (let round = 0; round < MOST; round++) {
    let replaced = 0;
    const noting: typeof by = (finding, value, index) => {
      replaced++;
      const print = fingerprintOf(value, '');
      if (print !== undefined) gone.set(print.all, { ...print, finding });
      return by(finding, value, index);
    };
    const given: (readonly Finding[])[] = [];
    for (const text of texts)
      given.push([...(await model(text.text, text.replaced)), ...standingAgain(text, [...gone.values()])]);
    const told = redactTexts(texts, search, people, noting, given);
    overlaps.push(...told.overlaps);
    if (replaced === 0) return { kept: told.kept, overlaps };
  }
  throw new CorpusmithError('E_STAGE', { detail: `the model finds more after ${MOST} rounds` });
}

/** A value that was replaced somewhere in the document. */
interface Gone extends Fingerprint {
  readonly finding: Finding;
}

function standingAgain({ text, replaced }: RedactedText, gone: readonly Gone[]): readonly Finding[] {
  const isOpen = (range: Range) => !replaced.some(({ start, end }) => start < range.end && range.start < end);
  return [...standing(text, gone, '')]
    .filter(value => isTelling(value, text) && isOpen(value))
    .map(({ finding, start, end }) => ({ ...finding, start, end }));
}

/** The texts of a document, the title last, so that the first numbers are those of the text. */
export function textsOf({ parts, labels: { title } }: Document): string[] {
  return [...parts.map(part => part.text), ...(title === undefined ? [] : [title])];
}

function labelsAfter(
  { id, labels }: Document,
  values: readonly (readonly [string, string])[],
  standIns: readonly StandIn[],
): Partial<Labels> {
  const redactions = (labels.redactions ?? 0) + values.length;
  if (values.length === 0) return { redactions };
  const salt = labels.redacted?.salt ?? id;
  const distinct = [...new Set(values.map(([, value]) => value))];
  const gone = distinct.flatMap(value => fingerprintOf(value, salt) ?? []);
  const before = labels.redacted ?? { standIns: [], gone: [] };
  return {
    redactions,
    redacted: { salt, standIns: [...before.standIns, ...standIns], gone: [...before.gone, ...gone] },
  };
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
