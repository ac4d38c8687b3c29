// Sentences with marked names out of templates.
import type { TagType } from '../../src/tagger/index.ts';
import { address } from './addresses.ts';
import type { Draw } from './draw.ts';
import { person } from './names.ts';
import { organisation } from './organisations.ts';
import { city, country, place } from './places.ts';
import * as values from './values.ts';
import * as words from './words.ts';

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Example {
  readonly text: string;
  readonly spans: readonly (Span & { readonly type: TagType })[];
  readonly taken: readonly Span[];
}

interface Value {
  readonly text: string;
  readonly type?: TagType;
  readonly taken?: boolean;
}

type Slot = (draw: Draw, language: string) => Value;

const marked =
  (type: TagType, make: (draw: Draw, language: string) => string): Slot =>
  (draw, language) => ({ text: make(draw, language), type });
const plain =
  (make: (draw: Draw, language: string) => string): Slot =>
  (draw, language) => ({ text: make(draw, language) });
/** The rules find most of these, and the tagger has to bear with the others. */
const identifier =
  (kind: string): Slot =>
  draw => ({ text: values.identifier(draw, kind), taken: draw.chance(0.75) });

/** What `{X}` in a template stands for. */
const SLOTS: Readonly<Record<string, Slot>> = {
  P: marked('PERSON', (draw, language) => person(draw, language)),
  P1: marked('PERSON', (draw, language) => person(draw, language, 'given')),
  PF: marked('PERSON', (draw, language) => person(draw, language, 'full')),
  PS: marked('PERSON', (draw, language) => person(draw, language, draw.chance(0.7) ? 'family' : 'full')),
  PL: marked('PERSON', (draw, language) => person(draw, language, 'listed')),
  A: marked('ADDRESS', (draw, language) => address(draw, language)),
  A1: marked('ADDRESS', (draw, language) => address(draw, language, 'line')),
  AM: marked('ADDRESS', (draw, language) => address(draw, language, 'lines')),
  AS: marked('ADDRESS', (draw, language) => address(draw, language, 'street')),
  C: marked('LOCATION', place),
  CT: marked('LOCATION', city),
  CC: marked('LOCATION', country),
  O: marked('ORGANIZATION', organisation),
  TT: plain(values.titleOf),
  w: plain(words.noun),
  W: plain((draw, language) => words.title(words.noun(draw, language))),
  v: plain(words.verb),
  V: plain((draw, language) => words.title(words.verb(draw, language))),
  a: plain(words.adjective),
  TC: plain(words.titled),
  PR: plain(values.product),
  X: plain(words.babble),
  SONG: plain(values.song),
  DAY: plain(values.dayOf),
  MON: plain(values.monthOf),
  NAT: plain(values.nationality),
  JOB: plain(values.job),
  job: plain(values.occupation),
  DEP: plain(values.department),
  ACR: plain(values.acronym),
  LAB: plain(values.label),
  LEG: plain(values.legalTerm),
  CODE: plain(values.code),
  N: plain(draw => String(draw.int(1, draw.pick([9, 99, 999, 9999, 99999])))),
  Y: plain(draw => String(draw.int(1950, 2029))),
  T: plain(draw => draw.digits(draw.pick(['1#:3#', '#:4#', '#pm', '# am', '1#h', '1#:0# Uhr', '# p.m.']))),
  D: (draw, language) => ({ text: values.date(draw, language), taken: draw.chance(0.35) }),
  M: plain(draw =>
    draw.digits(draw.pick(['$##', '€ ##.##', '## EUR', '£#,###', '$###.##', '##,## €', '# million', '##k'])),
  ),
  E: identifier('E'),
  F: identifier('F'),
  U: identifier('U'),
  I: identifier('I'),
};

/** Takes one way through `[a|b]` and fills every slot; unknown slots are an error of the template. */
export function fill(draw: Draw, template: string, language: string): Example {
  const chosen = template
    .replace(/\[([^[\]]*\|[^[\]]*)\]/g, (_, ways: string) => draw.pick(ways.split('|')))
    .replaceAll('\\n', '\n');
  const example = { text: '', spans: [] as { start: number; end: number; type: TagType }[], taken: [] as Span[] };
  let last = 0;
  for (const { 0: whole, 1: name, index } of chosen.matchAll(/\{(\w+)\}/g)) {
    const slot = SLOTS[name!];
    if (slot === undefined) throw new Error(`${whole} in: ${template}`);
    const { text, type, taken } = slot(draw, language);
    example.text += chosen.slice(last, index);
    last = index + whole.length;
    const span = { start: example.text.length, end: example.text.length + text.length };
    example.text += text;
    if (type !== undefined) example.spans.push({ ...span, type });
    if (taken === true) example.taken.push(span);
  }
  example.text += chosen.slice(last);
  return example;
}

/** Texts one after the other. */
export function joined(examples: readonly Example[], between: string): Example {
  let text = '';
  const moved = examples.map((example, i) => {
    if (i > 0) text += between;
    const by = text.length;
    text += example.text;
    const shift = <S extends Span>(spans: readonly S[]) =>
      spans.map(span => ({ ...span, start: span.start + by, end: span.end + by }));
    return { spans: shift(example.spans), taken: shift(example.taken) };
  });
  return { text, spans: moved.flatMap(({ spans }) => spans), taken: moved.flatMap(({ taken }) => taken) };
}

/** All letters in another case, as far as that does not change a text's length. */
export function recased(example: Example, change: (letter: string) => string): Example {
  const text = example.text.replace(/\p{L}/gu, letter => {
    const other = change(letter);
    return other.length === letter.length ? other : letter;
  });
  return { ...example, text };
}
