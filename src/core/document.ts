/** Who speaks in a part. `document` is prose that nobody has turned into a conversation yet. */
export type Role = 'document' | 'system' | 'user' | 'assistant' | 'tool';

/** A run of text with a role. `at` says where in the source it was: `page 3`, `turn 2`, `sheet Prices row 12`. */
export interface Part {
  readonly role: Role;
  readonly text: string;
  readonly at?: string;
}

/** Where a document came from: file, place in it (never text of it), and the hash of the bytes that were read. */
export interface Origin {
  readonly uri: string;
  readonly locator?: string;
  readonly sha256: string;
}

/** Somebody a source knows by name: requester, agent, sender. Read by `redact`, which also removes it. */
export interface Person {
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly role?: 'customer' | 'agent';
}

/**
 * Facts that stages and sources learn about a document. An open interface: whoever adds a label declares its type with
 * `declare module '../core/document.ts' { interface Labels { language?: string } }` and names it in `adds`.
 *
 * Three rules keep personal data where `redact` finds it:
 * `title` is the only label that holds text of a document; `people` holds personal data and is removed by `redact`;
 * `thread`, `account`, `file` and `customer` are grouping keys that never leave the work folder.
 */
export interface Labels {
  readonly title?: string;
  readonly people?: readonly Person[];
  readonly thread?: string;
  readonly account?: string;
  /** Documents that are pieces of one work share it: 16 hex digits of the SHA-256 of the file that was cut. */
  readonly file?: string;
  /** Whom the conversation is with: 16 hex digits of a hash, never the address or id itself. */
  readonly customer?: string;
  /** ISO 8601 time of the document, where the source knows it. */
  readonly time?: string;
}

/** One record on its way to the dataset: a manual, a support thread, a row. Immutable: a stage returns a new one. */
export interface Document {
  readonly id: string;
  readonly origin: Origin;
  readonly parts: readonly Part[];
  readonly labels: Labels;
}

/** Removed on purpose. `keeper` is the id of the document that stays instead; `because` are the numbers behind it. */
export interface Drop {
  readonly drop: string;
  readonly keeper?: string;
  readonly because?: Readonly<Record<string, number>>;
}

/** What a step makes of a document. No `undefined`: forgetting to return does not compile. */
export type Outcome = Document | readonly Document[] | Drop;

export function isDrop(outcome: Outcome): outcome is Drop {
  return 'drop' in outcome;
}

/** Drops a document for `reason`, a short kebab-case name that reports group by. */
export function drop(reason: string, because?: Readonly<Record<string, number>>): Drop {
  return because === undefined ? { drop: reason } : { drop: reason, because };
}

/** The same document with other parts; itself when no text changed, so that the ledger sees that nothing happened. */
export function withParts(doc: Document, parts: readonly Part[]): Document {
  const same = parts.length === doc.parts.length && parts.every((part, i) => samePart(part, doc.parts[i]!));
  return same ? doc : { ...doc, parts };
}

/** The same document with more labels. `undefined` removes a label. */
export function withLabels(doc: Document, labels: { readonly [K in keyof Labels]?: Labels[K] | undefined }): Document {
  const merged: Record<string, unknown> = { ...doc.labels, ...labels };
  for (const key of Object.keys(merged)) if (merged[key] === undefined) delete merged[key];
  return { ...doc, labels: merged as Labels };
}

/** The nth document born of `doc`: its id is `<parent>-<n>`, its origin the parent's. */
export function bornOf(doc: Document, n: number, parts: readonly Part[], labels: Labels = doc.labels): Document {
  return { id: `${doc.id}-${n}`, origin: doc.origin, parts, labels };
}

/** Ids of the documents that one was born of, the nearest first: `a1-2-3` was born of `a1-2`, which was born of `a1`. */
export function* ancestorsOf(id: string): Generator<string> {
  for (let cut = id.lastIndexOf('-'); cut > 0; cut = id.lastIndexOf('-', cut - 1)) yield id.slice(0, cut);
}

/** Runs `change` over the text of every part, and over the title, the one label that is text. */
export function mapText(doc: Document, change: (text: string) => string): Document {
  const changed = withParts(
    doc,
    doc.parts.map(part => ({ ...part, text: change(part.text) })),
  );
  const title = doc.labels.title;
  if (title === undefined) return changed;
  const newTitle = change(title);
  return newTitle === title ? changed : withLabels(changed, { title: newTitle });
}

/** All text of a document, parts joined by blank lines. */
export function textOf(doc: Document): string {
  return doc.parts.length === 1 ? doc.parts[0]!.text : doc.parts.map(part => part.text).join('\n\n');
}

/** Characters (UTF-16 units) of all parts. */
export function lengthOf(doc: Document): number {
  return doc.parts.reduce((sum, part) => sum + part.text.length, 0);
}

function samePart(a: Part, b: Part): boolean {
  return a.text === b.text && a.role === b.role && a.at === b.at;
}
