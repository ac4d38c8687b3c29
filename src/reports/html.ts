import { sha256 } from '../core/hash.ts';
import { css } from './style.ts';

/** Markup that is safe to put into a page: made only by `html`, which escapes everything else. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

type Value = Html | string | number | undefined | false | readonly Value[];

/** Template tag: every value that is not `Html` is escaped; lists are joined, `undefined` and `false` are nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(strings.map((string, i) => string + (i < values.length ? render(values[i]) : '')).join(''));
}

function render(value: Value): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.markup;
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value));
  return value.map(render).join('');
}

/** For text and quoted attributes. Characters that turn the direction of writing are shown, not obeyed. */
function escapeHtml(text: string): string {
  return text
    .replace(/[&<>"'`]/g, char => `&#${char.charCodeAt(0)};`)
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, char => `\\u${char.charCodeAt(0).toString(16)}`);
}

/** One self-contained page. Its policy forbids every request and every script. */
export function page(title: string, body: Html): string {
  const hash = Buffer.from(sha256(css), 'hex').toString('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const style = new Html(css);
  return `${
    html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Html(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`.markup
  }`;
}

/** A table; a name with ` #` at its end is a column of numbers. */
export function table(heads: readonly string[], rows: readonly (readonly Value[])[]): Html {
  const columns = heads.map(head => ({ head: head.replace(/ #$/, ''), number: head.endsWith(' #') }));
  const cell = (value: Value, i: number) => html`<td${new Html(columns[i]!.number ? ' class="n"' : '')}>${value}</td>`;
  return html`<div class="scroll"><table>
<thead><tr>${columns.map(({ head, number }) => html`<th scope="col"${new Html(number ? ' class="n"' : '')}>${head}</th>`)}</tr></thead>
<tbody>${rows.map(row => html`<tr>${row.map(cell)}</tr>\n`)}</tbody>
</table></div>`;
}

export function section(title: string, ...body: readonly Value[]): Html {
  return html`<section>\n<h2>${title}</h2>\n${body.map(one => html`${one}\n`)}</section>\n`;
}

export interface Segment {
  readonly share: number;
  /** A class of the style sheet: `kept`, `dropped`, `failed`, `born`. */
  readonly tone: string;
}

/** A horizontal bar of segments; shares of the full width add up to at most 1. What it shows stands beside it as numbers. */
export function bar(segments: readonly Segment[]): Html {
  let x = 0;
  const rects = segments.map(({ share, tone }) => {
    const width = 100 * share;
    const rect = html`<rect class="${tone}" x="${x.toFixed(2)}" y="0" width="${width.toFixed(2)}" height="10"/>`;
    x += width;
    return rect;
  });
  return html`<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">${rects}</svg>`;
}

/** Key figures in a row. */
export function figures(items: readonly (readonly [value: string, label: string, tone?: string])[]): Html {
  return html`<dl class="figures">${items.map(
    ([value, label, tone]) => html`<div><dt>${label}</dt><dd class="${tone ?? ''}">${value}</dd></div>`,
  )}</dl>`;
}

/** A column chart with a number over and a label under each column. `title` is read out instead of it. */
export function columns(
  items: readonly { readonly label: string; readonly value: number; readonly shown: string }[],
  title: string,
): Html {
  const [step, height] = [56, 150];
  const most = Math.max(1, ...items.map(({ value }) => value));
  const width = Math.max(items.length, 6) * step;
  const drawn = items.map(({ label, value, shown }, i) => {
    const tall = value === 0 ? 0 : Math.max(2, (value / most) * height);
    const [x, y] = [i * step, height - tall + 20];
    return html`<rect class="kept" x="${x + 4}" y="${y.toFixed(1)}" width="${step - 8}" height="${tall.toFixed(1)}" rx="2"/>
<text x="${x + step / 2}" y="${(y - 5).toFixed(1)}">${shown}</text><text class="under" x="${x + step / 2}" y="${height + 36}">${label}</text>`;
  });
  return html`<div class="scroll"><svg class="chart" viewBox="0 0 ${width} ${height + 44}" width="${width}" height="${height + 44}" role="img" aria-label="${title}">
<line x1="0" y1="${height + 20.5}" x2="${width}" y2="${height + 20.5}"/>${drawn}</svg></div>`;
}
