// The stream of examples that the tagger learns from and is measured on.
import type { Draw } from './draw.ts';
import { type Example, fill, joined, recased, type Span } from './fill.ts';
import { LANGUAGES, type Language, type Part, templatesOf } from './templates.ts';

/** English has as many examples as all others together. */
const LANGUAGE_WEIGHTS = LANGUAGES.map(language => [language === 'en' ? 6 : 1, language] as const);

/** Makes examples out of one part of the templates and of prose without names. */
export function exampleMaker(part: Part, prose: readonly string[], draw: Draw): () => Example {
  const templates = templatesOf(part);
  const one = (language: Language): Example => {
    const { named, plain } = templates[language];
    const kind = draw.weighted([
      [54, named],
      [38, plain],
      [8, ['{X}', '{X}.', '{X}, {X}.', '{X}\\n{X}']],
    ]);
    return fill(draw, draw.pick(kind), language);
  };
  return () => {
    if (draw.chance(0.07)) return { text: draw.pick(prose), spans: [], taken: [] };
    const language = draw.weighted(LANGUAGE_WEIGHTS);
    const count = draw.chance(0.35) ? draw.int(2, 4) : 1;
    const parts = Array.from({ length: count }, () =>
      draw.chance(0.05) ? { text: draw.pick(prose), spans: [], taken: [] } : one(language),
    );
    const whole = joined(
      parts,
      draw.weighted([
        [5, ' '],
        [3, '\n'],
        [2, '\n\n'],
      ]),
    );
    return rewritten(spread(withCodesTaken(whole, draw), draw), draw);
  };
}

const POSTCODE = /(?<![\p{L}\d])(?:\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}|\d{4} [A-Z]{2})(?![\p{L}\d])/gu;

/** Now and then an empty line stands between the lines of an address, and each line is a span of its own. */
function spread(example: Example, draw: Draw): Example {
  if (!draw.chance(0.04)) return example;
  const span = example.spans.find(({ start, end }) => example.text.slice(start, end).includes('\n'));
  if (span === undefined) return example;
  const holes = [...example.text.slice(span.start, span.end).matchAll(/\n/g)].map(({ index }) => ({
    start: span.start + index,
    end: span.start + index + 1,
  }));
  const cut = example.spans.flatMap(whole => without(whole, holes).flatMap(piece => trimmed(piece, example.text)));
  const gap = draw.pick(['\n', ' \n', '\n ']);
  const moved = (at: number) => at + gap.length * holes.filter(({ start }) => start < at).length;
  const shifted = <S extends Span>(spans: readonly S[]) =>
    spans.map(each => ({ ...each, start: moved(each.start), end: moved(each.end) }));
  const pieces = [0, ...holes.map(({ end }) => end)].map((from, i) => example.text.slice(from, holes[i]?.end));
  return { text: pieces.join(gap), spans: shifted(cut), taken: shifted(example.taken) };
}

/** Now and then a rule has found the postcode before: what stands before it and after it are two spans. */
function withCodesTaken(example: Example, draw: Draw): Example {
  if (!example.spans.some(({ type }) => type === 'ADDRESS') || !draw.chance(0.2)) return example;
  const codes = [...example.text.matchAll(POSTCODE)].map(({ 0: code, index }) => ({
    start: index,
    end: index + code.length,
  }));
  const free = codes.filter(code => example.taken.every(({ start, end }) => end <= code.start || code.end <= start));
  const taken = [...example.taken, ...free].sort((a, b) => a.start - b.start);
  const spans = example.spans.flatMap(span => without(span, free).flatMap(piece => trimmed(piece, example.text)));
  return { text: example.text, taken, spans };
}

function without<S extends Span>(span: S, holes: readonly Span[]): readonly S[] {
  const pieces: S[] = [];
  let from = span.start;
  for (const { start, end } of holes) {
    if (end <= from || start >= span.end) continue;
    pieces.push({ ...span, start: from, end: start });
    from = end;
  }
  return [...pieces, { ...span, start: from }];
}

/** The piece without commas and blanks at its ends; nothing when no letter is left. */
function trimmed<S extends Span>(piece: S, text: string): readonly S[] {
  const inner = text.slice(piece.start, piece.end);
  const start = piece.start + inner.search(/[^\s,-]/);
  return /\p{L}/u.test(inner) ? [{ ...piece, start, end: piece.start + inner.replace(/[\s,-]+$/, '').length }] : [];
}

/** Now and then as people write: without capitals, in capitals, with all words in capitals, without the last stop. */
function rewritten(example: Example, draw: Draw): Example {
  if (draw.chance(0.11)) return recased(example, letter => letter.toLowerCase());
  if (draw.chance(0.03)) return recased(example, letter => letter.toUpperCase());
  if (example.spans.length === 0 && draw.chance(0.05)) return titleCased(example);
  if (draw.chance(0.15) && /\n/.test(example.text)) return quoted(example, draw.pick(['> ', '>', '| ', '  ', '\t']));
  if (draw.chance(0.1) && /[^.]\.$/.test(example.text)) return withoutStop(example);
  return example;
}

/** Each line with a mark before it, as mails quote one another; what goes over a line break stays in one piece. */
function quoted(example: Example, mark: string): Example {
  const moved = (at: number) => at + mark.length * example.text.slice(0, at).split('\n').length;
  const shifted = <S extends Span>(spans: readonly S[]) =>
    spans.map(span => ({ ...span, start: moved(span.start), end: moved(span.end) }));
  const text = mark + example.text.replaceAll('\n', `\n${mark}`);
  return { text, spans: shifted(example.spans), taken: shifted(example.taken) };
}

function titleCased(example: Example): Example {
  return {
    ...example,
    text: example.text.replace(/(?<![\p{L}\p{M}'’])\p{Ll}(?=\p{L}{2})/gu, letter => upperOf(letter)),
  };
}

function upperOf(letter: string): string {
  const upper = letter.toUpperCase();
  return upper.length === letter.length ? upper : letter;
}

function withoutStop(example: Example): Example {
  const length = example.text.length - 1;
  const within = ({ end }: { readonly end: number }) => end <= length;
  return {
    text: example.text.slice(0, length),
    spans: example.spans.filter(within),
    taken: example.taken.filter(within),
  };
}
