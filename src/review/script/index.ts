import { actions } from './actions.ts';
import { view } from './view.ts';
import { words } from './words.ts';

/** What is known of the review, and talking with the server. */
const server = `
'use strict';
const $ = id => document.getElementById(id);
const RETRY_MS = 1000;

let rows = [];
let at = 0;
let row = { place: '', parts: [], marks: [], done: false };
let words = [];
let pieces = [];
/** Chosen words: from where, to where; and the stretch of text that is chosen, which the mouse chooses freely. */
let [anchor, head, chosen] = [-1, -1, undefined];
let [isBusy, isGone] = [false, false];

async function ask(path, action) {
  const options = action === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(action) };
  for (;;) {
    let answer;
    try {
      answer = await fetch(path, options);
    } catch {
      gone();
      await new Promise(resolve => setTimeout(resolve, RETRY_MS));
      continue;
    }
    back();
    if (answer.ok) return answer.json();
    trouble(await answer.text());
    return undefined;
  }
}

function gone() {
  isGone = true;
  say('saved', 'Not saved', 'lost');
  trouble('The program has ended or does not answer. Every mark that you see here is saved. Start "corpusmith review" again to go on; it prints a new address.');
}

function back() {
  if (!isGone) return;
  isGone = false;
  trouble('');
}

/** Does one thing after the other: while the server is busy or gone, nothing new begins. */
async function exclusively(work) {
  if (isBusy) return;
  isBusy = true;
  try {
    await work();
  } finally {
    isBusy = false;
    say('saved', 'Saved', '');
  }
}

async function decide(action) {
  say('saved', 'Saving …', 'busy');
  const view = await ask('/rows/' + at, action);
  if (view === undefined) return false;
  row = view;
  rows[at] = { done: row.done, marks: row.marks.filter(mark => mark !== null).length };
  render();
  return true;
}

async function go(to) {
  if (to < 0 || to >= rows.length) return hint(to < 0 ? 'This is the first row.' : 'This is the last row.');
  const view = await ask('/rows/' + to);
  if (view === undefined) return;
  [at, row, anchor, head, chosen] = [to, view, -1, -1, undefined];
  getSelection().removeAllRanges();
  words = wordsOf(row.parts);
  render();
  scrollTo(0, 0);
  $('text').focus({ preventScroll: true });
  speak($('place').textContent);
}
`;

/**
 * The script of the review page, as the browser gets it. Text of a document becomes text nodes and nothing else. Nothing is
 * shown as marked that the server has not written down: when the server is gone, all that is on the page is saved.
 */
export const script = [server, words, view, actions].join('');
