/** Of the script: what is shown. */
export const view = String.raw`
const LABELS = { missed: 'missed', wrong: 'redacted without need', type: 'wrong type' };
/** Characters that turn the direction of writing or are not seen are shown by their number. */
const UNSEEN = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/;

function render() {
  const done = rows.filter(one => one.done).length;
  $('where').textContent = (at + 1) + ' of ' + rows.length + ', ' + done + ' done';
  [$('progress').value, $('progress').max] = [done, rows.length];
  $('place').replaceChildren(row.place, element('span', 'soft', row.done ? ' · done' : ''));
  renderText();
  const marks = row.marks.flatMap((mark, i) => (mark === null ? [] : [{ ...mark, i }]));
  $('marks').replaceChildren(...marks.map(markLine));
  $('none').hidden = marks.length > 0;
  $('undo').disabled = marks.length === 0;
}

function renderText() {
  const parts = row.parts.flatMap((part, i) => {
    const said = element('p', 'said', '');
    said.dir = 'auto';
    said.append(...piecesOf(part, i).map(piece => piece.element));
    return [element('p', 'role', part.role), said];
  });
  $('text').replaceChildren(...parts);
  choose(chosen);
}

/** Cuts a text where words, marks and replaced stretches begin and end, and around what is not seen. */
function piecesOf({ text, replaced }, part) {
  if (part === 0) pieces = [];
  const marks = row.marks.filter(mark => mark !== null && mark.part === part);
  const cuts = new Set([0, text.length]);
  for (const [start, end] of replaced) cuts.add(start).add(end);
  for (const one of [...marks, ...words.filter(word => word.part === part)]) cuts.add(one.start).add(one.end);
  for (const { index } of text.matchAll(new RegExp(UNSEEN, 'g'))) cuts.add(index).add(index + 1);
  const sorted = [...cuts].sort((a, b) => a - b);
  const own = sorted.slice(0, -1).map((start, i) => {
    const place = { part, start, end: sorted[i + 1] };
    const said = text.slice(place.start, place.end);
    const isSign = UNSEEN.test(said);
    const names = marks.filter(mark => touches(mark, place)).map(mark => mark.kind);
    if (replaced.some(([from, to]) => from <= place.start && place.end <= to)) names.push('replaced');
    if (isSign) names.push('sign');
    const shown = isSign ? 'U+' + said.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0') : said;
    return { ...place, isSign, element: element('span', names.join(' '), shown) };
  });
  pieces.push(...own);
  return own;
}

function markLine(mark) {
  const line = document.createElement('li');
  const value = element('span', 'value', '');
  value.append(element('span', mark.kind, textOf(mark)));
  const what = LABELS[mark.kind] + (mark.entity === undefined ? '' : ', ' + mark.entity);
  const button = element('button', '', 'Take back');
  button.type = 'button';
  button.setAttribute('aria-label', 'Take back: ' + textOf(mark) + ', ' + what);
  button.addEventListener('click', () => act(() => decide({ unmark: mark.i })));
  line.append(value, element('span', 'soft', what), button);
  return line;
}

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  if (text !== '') made.append(text);
  return made;
}

function say(id, text, className) {
  $(id).textContent = text;
  $(id).className = className;
}

function speak(text) {
  $('spoken').textContent = text;
}

function trouble(text) {
  $('trouble').textContent = text;
  $('trouble').hidden = text === '';
}
`;
