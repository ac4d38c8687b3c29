import { count } from './figures.ts';
import { type Html, html, page, section } from './html.ts';

/** A row as the model sees it: its text in runs that are learned or not. */
export interface RowView {
  /** `train.jsonl:12`. */
  readonly place: string;
  /** Of the document that it was made of. */
  readonly id: string;
  readonly runs: readonly TextRun[];
  readonly tokens: number;
  readonly trained: number;
  /** Limit of the `tokenize` stage, where there is one. */
  readonly maxTokens?: number;
}

export interface TextRun {
  readonly text: string;
  readonly trained: boolean;
}

/** Cuts a text where tokens begin or end to be trained. `ends` are in its UTF-8 bytes. */
export function runsOf(text: string, ends: readonly number[], trained: Uint8Array): TextRun[] {
  const bytes = Buffer.from(text);
  const runs: TextRun[] = [];
  let from = 0;
  for (const [i, end] of ends.entries()) {
    if (i + 1 < ends.length && trained[i] === trained[i + 1]) continue;
    runs.push({ text: bytes.subarray(from, end).toString(), trained: trained[i] === 1 });
    from = end;
  }
  return runs;
}

/** What stands around trained text where there are no colours. */
const [OPEN, CLOSE] = ['⟦', '⟧'];
const [GREEN, PLAIN, FAINT] = ['\x1b[32m', '\x1b[39m', '\x1b[2m'];
const BRIGHT = '\x1b[22m';

/** For the terminal: what is learned in green, or in brackets. Nothing of the text moves the cursor. */
export function rowViewText(view: RowView, colour: boolean): string {
  const shown = view.runs.map(({ text, trained }) => {
    const safe = printable(text);
    if (colour) return trained ? `${GREEN}${safe}${PLAIN}` : `${FAINT}${safe}${BRIGHT}`;
    return trained ? `${OPEN}${safe}${CLOSE}` : safe;
  });
  return `${headOf(view)}\n\n${shown.join('')}\n`;
}

export function rowViewHtml(dataset: string, views: readonly RowView[]): string {
  const body = html`<header><p class="kind">Rows as the model sees them</p><h1>${dataset}</h1>
<p class="meta">What is marked is learned. This page holds text of the dataset.</p></header>
${views.map(view => section(view.place, html`<p class="meta">${headOf(view)}</p>`, runsHtml(view.runs)))}`;
  return page(`Rows of ${dataset}`, body);
}

function runsHtml(runs: readonly TextRun[]): Html {
  return html`<pre class="row">${runs.map(({ text, trained }) => (trained ? html`<mark>${text}</mark>` : text))}</pre>`;
}

function headOf({ place, id, tokens, trained, maxTokens }: RowView): string {
  const left = maxTokens === undefined ? '' : `, ${count(maxTokens - tokens)} left to the limit`;
  return `${place}, document ${id}: ${count(tokens)} tokens, ${count(trained)} learned${left}`;
}

/** Control characters but line breaks and tabs as they are escaped in JSON. */
function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
