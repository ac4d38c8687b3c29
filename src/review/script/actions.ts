/** Of the script: what keys, mouse and buttons do. */
export const actions = `
function act(work) {
  exclusively(async () => {
    await work();
    if (!document.querySelector('dialog[open]')) $('text').focus({ preventScroll: true });
  });
}

function mark(kind) {
  const place = selected() ?? chosen;
  if (place === undefined) return hint('Choose words first, with the arrow keys or the mouse.');
  choose(place);
  if (kind === 'wrong') return put({ ...place, kind });
  $('chosen').textContent = textOf(place);
  $('types').dataset.kind = kind;
  $('types').showModal();
}

/** Says it to those who see and to those who listen. */
function hint(text) {
  $('hint').textContent = text;
  speak(text);
}

function put(one) {
  act(async () => {
    getSelection().removeAllRanges();
    if (await decide({ mark: one })) speak(LABELS[one.kind] + ': ' + textOf(one));
  });
}

function undo() {
  const last = row.marks.findLastIndex(one => one !== null);
  if (last >= 0) act(() => decide({ unmark: last }));
}

function finish() {
  act(async () => {
    if (!row.done && !(await decide({ done: true }))) return;
    const open = rows.findIndex((one, i) => i > at && !one.done);
    const next = open >= 0 ? open : rows.findIndex(one => !one.done);
    if (next >= 0) return go(next);
    trouble('All rows are done. You can close this page, and stop the program with Ctrl-C: it prints the result.');
  });
}

const ACTIONS = {
  missed: () => mark('missed'),
  wrong: () => mark('wrong'),
  type: () => mark('type'),
  undo,
  previous: () => act(() => go(at - 1)),
  next: () => act(() => go(at + 1)),
  done: finish,
  help: () => $('keys').showModal(),
};
const KEYS = { m: 'missed', w: 'wrong', t: 'type', u: 'undo', k: 'previous', j: 'next', Enter: 'done', '?': 'help' };

function moveLine(direction) {
  const to = head < 0 ? undefined : wordOnLine(direction);
  if (to !== undefined) return move(to, false);
  if (head < 0 && direction > 0) return move(0, false);
  act(() => go(at + direction));
}

const MOVES = {
  ArrowRight: event => move(head + 1, event.shiftKey),
  ArrowLeft: event => move(head - 1, event.shiftKey),
  ArrowDown: () => moveLine(1),
  ArrowUp: () => moveLine(-1),
  Home: event => move(0, event.shiftKey),
  End: event => move(words.length - 1, event.shiftKey),
};

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector('dialog[open]')) return;
  if (event.key === 'Enter' && event.target instanceof HTMLButtonElement) return;
  const run = Object.hasOwn(MOVES, event.key) ? MOVES[event.key] : ACTIONS[KEYS[event.key]];
  if (run === undefined) return;
  event.preventDefault();
  run(event);
});

document.addEventListener('selectionchange', () => {
  const place = selected();
  if (place === undefined) return;
  choose(undefined);
  [anchor, head] = [-1, words.findIndex(word => touches(word, place))];
});

$('text').addEventListener('click', event => {
  const piece = pieces.find(one => one.element === event.target);
  const word = piece && getSelection().isCollapsed ? words.findIndex(one => touches(one, piece)) : -1;
  if (word >= 0) move(word, event.shiftKey);
});

for (const [id, run] of Object.entries(ACTIONS)) $(id).addEventListener('click', run);
// A click on a button must not take the selection away.
document.querySelector('.actions').addEventListener('mousedown', event => event.preventDefault());
$('close').addEventListener('click', () => $('keys').close());
for (const dialog of document.querySelectorAll('dialog')) dialog.addEventListener('close', () => $('text').focus({ preventScroll: true }));

function pick(button) {
  $('types').close();
  put({ ...chosen, kind: $('types').dataset.kind, entity: button.dataset.entity });
}

$('types').addEventListener('keydown', event => {
  const button = event.ctrlKey || event.altKey || event.metaKey ? null : [...$('types').querySelectorAll('button')].find(one => one.dataset.key === event.key);
  if (!button) return;
  event.preventDefault();
  pick(button);
});
for (const button of $('types').querySelectorAll('button')) button.addEventListener('click', () => pick(button));

addEventListener('beforeunload', event => {
  if (isGone) event.preventDefault();
});

act(async () => {
  rows = (await ask('/rows')) ?? [];
  if (rows.length === 0) return trouble('There is nothing to read.');
  const open = rows.findIndex(one => !one.done);
  await go(Math.max(0, open));
  if (open < 0) trouble('All rows are done. You can close this page, and stop the program with Ctrl-C.');
});
`;
