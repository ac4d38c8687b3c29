import { type Document, isDrop, type Outcome } from '../core/document.ts';
import type { Trace } from '../engine/local/bench.ts';
import { wrap } from './layout.ts';
import { count } from './progress.ts';

/** Characters of a part, and of a label, that are shown. */
const [EXCERPT, LABEL] = [300, 60];
const INDENT = '      ';

interface Seen {
  readonly stage: string;
  readonly outcome: Outcome | { readonly fail: string };
}

/** What the stages made of one document. */
export interface Sample {
  readonly source: string;
  readonly file: string;
  readonly steps: readonly Seen[];
}

/** Remembers what stages make of the first documents of each source. */
export class Samples {
  readonly #most: number;
  readonly #samples = new Map<string, Sample & { readonly steps: Seen[] }>();

  /** `most` documents of each source. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Adds a step to the sample of the document that was read, whatever has been made of it since. */
  readonly trace: Trace = (stage, before, outcome, source) => {
    const doc = before ?? (isDocument(outcome) ? outcome : undefined);
    if (doc === undefined) return;
    const root = doc.id.split('-')[0]!;
    if (!this.#samples.has(root)) {
      if (this.of(source).length === this.#most) return;
      this.#samples.set(root, { source, file: doc.origin.uri, steps: [] });
    }
    this.#samples.get(root)!.steps.push({ stage, outcome });
  };

  /** Of one source, or of all. */
  of(source: string | undefined): Sample[] {
    return [...this.#samples.values()].filter(sample => source === undefined || sample.source === source);
  }
}

export function describeSample({ source, file, steps }: Sample, width: number): string {
  const lines = ['', `${source}: first of ${file}`];
  let last = '';
  for (const { stage, outcome } of steps) {
    const shown = describeOutcome(outcome);
    const block = shown.split('\n').flatMap(line => wrap(line, width - INDENT.length));
    lines.push(...(shown === last ? [`  ${stage}: no change`] : [`  ${stage}:`, ...block.map(line => INDENT + line)]));
    last = shown;
  }
  return `${lines.join('\n')}\n`;
}

function describeOutcome(outcome: Seen['outcome']): string {
  if ('fail' in outcome) return `failed: ${outcome.fail}`;
  if (isMany(outcome)) return `became ${outcome.length} documents\n${describeOutcome(outcome[0]!)}`;
  if (isDrop(outcome)) return `dropped: ${outcome.drop}`;
  const labels = Object.entries(outcome.labels).map(
    ([name, value]) => `${name}=${Array.isArray(value) ? value.length : clip(String(value))}`,
  );
  const parts = outcome.parts.slice(0, 3).map(part => `${part.role}: ${excerpt(part.text)}`);
  const more = outcome.parts.length > 3 ? [`... ${outcome.parts.length - 3} more parts`] : [];
  return [...(labels.length > 0 ? [`[${labels.join(' ')}]`] : []), ...parts, ...more].join('\n');
}

function clip(label: string): string {
  const flat = printable(label);
  return flat.length > LABEL ? `${flat.slice(0, LABEL)}...` : flat;
}

/** A text on one line, without what would move the cursor or colour the terminal. */
function printable(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ');
}

function excerpt(text: string): string {
  const flat = printable(text).trim();
  return flat.length > EXCERPT ? `${flat.slice(0, EXCERPT)} ... (${count(text.length)} characters)` : flat;
}

function isDocument(outcome: Seen['outcome']): outcome is Document {
  return 'parts' in outcome;
}

function isMany(outcome: Seen['outcome']): outcome is readonly Document[] {
  return Array.isArray(outcome);
}
