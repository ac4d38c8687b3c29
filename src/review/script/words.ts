/** Of the script: which words there are, and which are chosen. */
export const words = String.raw`
/** Where words are not set apart each character is a word. */
const WORD = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]|[^\s\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]+/gu;
const EDGES = /^[^\p{L}\p{N}+@#]+|[^\p{L}\p{N}]+$/gu;

function wordsOf(parts) {
  return parts.flatMap(({ text, replaced }, part) => {
    const found = replaced.map(([start, end]) => ({ part, start, end }));
    let from = 0;
    for (const [start, end] of [...replaced, [text.length, text.length]]) {
      for (const match of text.slice(from, start).matchAll(WORD)) {
        const bare = match[0].replace(EDGES, '');
        const begins = from + match.index + match[0].indexOf(bare);
        if (bare !== '') found.push({ part, start: begins, end: begins + bare.length });
      }
      from = end;
    }
    return found.sort((a, b) => a.start - b.start);
  });
}

function move(to, grows) {
  if (words.length === 0) return;
  head = Math.max(0, Math.min(words.length - 1, to));
  if (!grows || anchor < 0 || words[anchor].part !== words[head].part) anchor = head;
  getSelection().removeAllRanges();
  const [first, last] = [words[Math.min(anchor, head)], words[Math.max(anchor, head)]];
  choose({ part: first.part, start: first.start, end: last.end });
  pieces.find(piece => piece.element.classList.contains('on'))?.element.scrollIntoView({ block: 'nearest' });
  speak(textOf(chosen));
}

/** The word of the next line that is nearest; undefined beyond the first and the last line. */
function wordOnLine(direction) {
  const here = rectOf(words[head]);
  const isBeyond = rect => (direction > 0 ? rect.top >= here.bottom - 2 : rect.bottom <= here.top + 2);
  let best;
  for (let i = head + direction; i >= 0 && i < words.length; i += direction) {
    const rect = rectOf(words[i]);
    if (!isBeyond(rect)) continue;
    if (best !== undefined && Math.abs(rect.top - best.top) > 2) break;
    const distance = Math.abs(rect.left - here.left);
    if (best === undefined || distance < best.distance) best = { i, distance, top: rect.top };
  }
  return best?.i;
}

function rectOf(word) {
  return pieces.find(({ part, end }) => part === word.part && end > word.start).element.getBoundingClientRect();
}

function choose(place) {
  chosen = place;
  for (const piece of pieces) piece.element.classList.toggle('on', place !== undefined && touches(piece, place));
}

function touches(a, b) {
  return a.part === b.part && a.start < b.end && b.start < a.end;
}

/** What the mouse has selected, in offsets of the text. It ends with the part that it begins in. */
function selected() {
  const selection = getSelection();
  if (selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  const inside = pieces.filter(({ element }) => range.intersectsNode(element));
  if (inside.length === 0) return undefined;
  const { part } = inside[0];
  const own = inside.filter(piece => piece.part === part);
  const offset = (piece, node, at, otherwise) => {
    if (!piece.element.contains(node) || node.nodeType !== Node.TEXT_NODE) return otherwise;
    return piece.isSign ? otherwise : piece.start + at;
  };
  const start = offset(own[0], range.startContainer, range.startOffset, own[0].start);
  const last = own[own.length - 1];
  const end = offset(last, range.endContainer, range.endOffset, last.end);
  const text = row.parts[part].text.slice(start, end);
  const trimmed = { part, start: start + (text.length - text.trimStart().length), end: end - (text.length - text.trimEnd().length) };
  return trimmed.start < trimmed.end ? trimmed : undefined;
}

function textOf({ part, start, end }) {
  return row.parts[part].text.slice(start, end);
}
`;
