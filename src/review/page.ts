import { sha256 } from '../core/hash.ts';
import { Html, html } from '../reports/html.ts';
import { css } from '../reports/style.ts';
import type { MARK_ENTITIES, Queue } from './decisions.ts';
import { script } from './script/index.ts';
import { reviewCss } from './style.ts';

export interface ReviewPage {
  readonly html: string;
  /** Content security policy: this style, this script, requests to this server, and nothing else. */
  readonly policy: string;
}

export interface PageAbout {
  readonly dataset: string;
  readonly reviewer: string;
  readonly queue: Queue;
  /** Operators that put something in the place of a value that looks like one: `surrogate`. */
  readonly lifelike: readonly string[];
}

/** What a marked stretch can be, by the key that says so. */
const TYPES: readonly (readonly [key: string, entity: (typeof MARK_ENTITIES)[number], label: string])[] = [
  ['p', 'PERSON', 'Person'],
  ['e', 'EMAIL', 'E-mail address'],
  ['t', 'PHONE', 'Telephone number'],
  ['a', 'ADDRESS', 'Postal address'],
  ['i', 'ID_NUMBER', 'Number of a person, a card, an account'],
  ['o', 'OTHER', 'Something else'],
];

const KEYS: readonly (readonly [keys: string, what: string])[] = [
  ['← →', 'Word before or after; with Shift the selection grows. Or select with the mouse.'],
  ['↑ ↓', 'Line above or below; beyond the first and the last line, the row before or after'],
  ['Home End', 'First and last word of the row'],
  ['m', 'Missed: this is personal data and still stands there. Then a letter says what it is.'],
  ['w', 'Wrong: this was replaced without need'],
  ['t', 'Type: this was replaced as something that it is not. Then a letter says what it is.'],
  ['u', 'Undo: takes the last mark of this row back'],
  ['Enter', 'This row is done; on to the next'],
  ['j k', 'Next and previous row'],
  ['?', 'This help'],
];

const style = `${css}${reviewCss}`;

export function reviewPage({ dataset, reviewer, queue, lifelike }: PageAbout): ReviewPage {
  const body = html`<header class="top">
<div class="about"><p class="kind">Review of ${dataset}</p><p class="soft">${reviewer}${queue === 'risk' ? ', risk queue' : ''}</p></div>
<div class="far"><p id="where">…</p><progress id="progress" value="0" max="1" aria-label="Rows that are done"></progress></div>
<p id="saved" role="status">…</p>
</header>
<div id="trouble" class="note" role="alert" hidden></div>
<main>
<h1 id="place" tabindex="-1">…</h1>
${lifelike.length > 0 && html`<p class="note">Some values were replaced by made-up ones that look real (${lifelike.join(', ')}). This page cannot tell them from values that were missed.</p>`}
<div id="text" tabindex="0" role="application" aria-label="Text of the row" aria-describedby="hint"></div>
<p id="hint" class="soft">What was replaced is framed. Arrow keys choose words; press ? for all keys.</p>
<section id="marked" aria-label="Marks of this row"><h2>Marks</h2><ul id="marks"></ul><p id="none" class="soft">None in this row.</p></section>
</main>
<footer class="actions" aria-label="Actions">
${action('missed', 'Missed', 'm')}${action('wrong', 'Wrong', 'w')}${action('type', 'Wrong type', 't')}${action('undo', 'Undo', 'u')}
<span class="gap"></span>
${action('previous', 'Previous', 'k')}${action('next', 'Next', 'j')}${action('done', 'Done', 'Enter')}${action('help', 'Help', '?')}
</footer>
<dialog id="types" aria-labelledby="types-title"><h2 id="types-title">What is it?</h2><p id="chosen" class="chosen"></p>
<ul>${TYPES.map(([key, entity, label]) => html`<li><button type="button" data-entity="${entity}" data-key="${key}"><kbd>${key}</kbd> ${label}</button></li>`)}</ul>
<p class="soft"><kbd>Esc</kbd> leaves it unmarked</p></dialog>
<dialog id="keys" aria-labelledby="keys-title"><h2 id="keys-title">Keys</h2>
<dl>${KEYS.map(([keys, what]) => html`<dt>${keys.split(' ').map(key => html`<kbd>${key}</kbd> `)}</dt><dd>${what}</dd>`)}</dl>
${queue === 'sample' && html`<p class="soft">Some rows hold made-up persons that were planted: how many of them are found tells how much a reader overlooks.</p>`}
<button type="button" id="close">Close</button></dialog>
<p id="spoken" class="away" aria-live="polite"></p>`;
  return {
    html: documentOf(`Review of ${dataset}`, body),
    policy:
      `default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; connect-src 'self'; img-src data:; ` +
      `base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  };
}

function action(id: string, label: string, key: string): Html {
  return html`<button type="button" id="${id}" aria-keyshortcuts="${key}">${label} <kbd>${key}</kbd></button>`;
}

/** The empty icon keeps a browser from asking for one. */
function documentOf(title: string, body: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${new Html(style)}</style>
</head>
<body class="review">
${body}
<script>${new Html(script)}</script>
</body>
</html>
`.markup;
}

/** As a policy names an inline style or script. */
function hashOf(text: string): string {
  return `sha256-${Buffer.from(sha256(text), 'hex').toString('base64')}`;
}
