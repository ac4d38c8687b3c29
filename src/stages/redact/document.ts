import { type Document, type Labels, withLabels, withParts } from '../../core/document.ts';
import { CorpusmithError } from '../../core/errors.ts';
import type { Search } from '../../redaction/find.ts';
import { type Fingerprint, fingerprintOf } from '../../redaction/fingerprints.ts';
import { operators } from '../../redaction/operators/index.ts';
import type { Opened, Replacer } from '../../redaction/operators/operator.ts';
import { redactTexts, type Told } from '../../redaction/passes.ts';
import { RedactedText } from '../../redaction/redacted-text.ts';

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

/** How a stage redacts. */
export interface Redaction {
  readonly search: Search;
  /** Name of what becomes of it, by entity. */
  readonly by: ReadonlyMap<string, string>;
  readonly key: Uint8Array;
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
export function redactDocument(doc: Document, { search, by, key }: Redaction): Outcome {
  const { title, thread, language, people = [] } = doc.labels;
  const given = textsOf(doc);
  const texts = given.map(text => new RedactedText(text));
  const replacer = replacers({ texts: given, scope: thread ?? doc.id, language, key }, by);
  const counts: Record<string, number> = {};
  const values: [string, string][] = [];
  const standIns = new Map<string, StandIn>();
  const told = redactTexts(texts, search, people, ({ entity }, value, index) => {
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
