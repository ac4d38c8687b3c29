/**
 * Canaries: personal data of somebody who was made up, planted into a copy of a document. How much of it is gone after the
 * redaction of the copy says how much of the personal data of real people is. Values are valid, unlike surrogates, which
 * recognizers may leave alone. Pure: everything is drawn with the numbers that are given.
 */
import { between, pick, type Random } from '../surrogates/draw.ts';
import { insertLines } from './insert.ts';
import { isInText } from './left.ts';
import { NATIONAL_NUMBER_OF, NATIONAL_NUMBERS } from './papers.ts';
import { drawPerson } from './person.ts';
import { labelsOf, sentencesOf } from './sentences/index.ts';
import { PLANTABLE, type Subject, valueFor } from './values.ts';

export interface Planted {
  readonly entity: string;
  readonly value: string;
  /** Index of the text that holds it. */
  readonly text: number;
  /** `again`: a name that stands elsewhere already, in other words: in part, in large or in small letters. */
  readonly kind: 'sentence' | 'again';
}

interface About {
  /** ISO 639-1, where it is known. */
  readonly language?: string;
  /** Only these are planted. */
  readonly entities: ReadonlySet<string>;
  /** Numbers in [0, 1): the same sequence plants the same. */
  random(): number;
}

/** A planted value with the lines around it. */
interface Line {
  readonly planted: Planted;
  readonly lines: string;
}

/** How often a value is drawn until it and its pieces stand nowhere in the document; after that it is left out. */
const DRAWS = 20;
/** Fewest and most values besides the name that is planted again. */
const [FEWEST, MOST] = [4, 6];
/** Share of labels among sentences, and of numbers of the own country among national numbers. */
const [LABELLED, NATIVE] = [0.3, 0.7];

/**
 * Plants one synthetic person: four to six values of the wanted entities, the name among them if it is wanted, each on lines
 * of its own in one of the texts, and the name a second time. Texts, without the title, in; copies in the same order out.
 */
export function plant(
  texts: readonly string[],
  { language = '', entities, random }: About,
): { texts: readonly string[]; planted: readonly Planted[] } {
  if (texts.length === 0) return { texts, planted: [] };
  let subject: Subject = { person: drawPerson(language, random), language, random };
  const made: Line[] = [];
  for (const entity of chosenOf(entities, language, random)) {
    for (let draw = 0; draw < DRAWS; draw++) {
      if (entity === 'PERSON') subject = { ...subject, person: drawPerson(language, random) };
      const line = lineWith(entity, subject, between(0, texts.length - 1, random));
      if (line === undefined || isMetIn(texts, made, line)) continue;
      made.push(line);
      break;
    }
  }
  const [first] = made;
  if (first?.planted.entity === 'PERSON') made.push(again(first, texts.length, subject));
  const linesOf = (text: number) => made.filter(({ planted }) => planted.text === text).map(({ lines }) => lines);
  return {
    texts: texts.map((text, i) => insertLines(text, linesOf(i), random)),
    planted: made.map(({ planted }) => planted),
  };
}

/**
 * Whether anything of a planted value is left in the redacted text: all of it, or a piece that tells something. Redact with
 * placeholders: digits of surrogates may be those of a piece by accident.
 */
export function isLeft({ entity, value }: Planted, redactedText: string): boolean {
  return isInText(entity, value, redactedText);
}

/** The name first, then others in random order, among them one national number at most. */
function chosenOf(wanted: ReadonlySet<string>, language: string, random: Random): readonly string[] {
  const national = Object.keys(NATIONAL_NUMBERS).filter(entity => wanted.has(entity));
  const own = NATIONAL_NUMBER_OF[language] ?? '';
  const open = PLANTABLE.filter(entity => wanted.has(entity));
  if (national.length > 0) open.push(wanted.has(own) && random() < NATIVE ? own : pick(national, random));
  const chosen = wanted.has('PERSON') ? ['PERSON'] : [];
  for (let left = between(FEWEST, MOST, random) - chosen.length; left > 0 && open.length > 0; left--)
    chosen.push(...open.splice(between(0, open.length - 1, random), 1));
  return chosen;
}

function lineWith(entity: string, subject: Subject, text: number): Line | undefined {
  const { language, random } = subject;
  const [sentences, labels] = [sentencesOf(entity, language), labelsOf(entity)];
  const isLabelled = sentences.length === 0 || (labels.length > 0 && random() < LABELLED);
  const template = pick(isLabelled ? labels : sentences, random);
  const value = valueFor(entity, wordIn(template), subject);
  if (value === undefined) return undefined;
  return { planted: { entity, value, text, kind: 'sentence' }, lines: filled(template, value) };
}

/** Whether pieces of its value stand in the document already, or it has pieces of what has been planted before. */
function isMetIn(texts: readonly string[], made: readonly Line[], { planted, lines }: Line): boolean {
  const around = lines.replace(planted.value, () => '');
  const before = [...texts, ...made.map(line => line.lines), around];
  if (before.some(text => isInText(planted.entity, planted.value, text))) return true;
  // An address is made of the name of its owner.
  return planted.entity !== 'EMAIL' && made.some(line => isInText(line.planted.entity, line.planted.value, lines));
}

/** Names the person of a line anew, in another text if there is one. */
function again({ planted }: Line, texts: number, { language, random }: Subject): Line {
  const template = pick([...sentencesOf('AGAIN', language), ...labelsOf('AGAIN')], random);
  const parts = planted.value.split(' ');
  const some = pick([...parts, planted.value], random);
  const values: Readonly<Record<string, string>> = {
    again: some,
    lower: parts[0]!.toLowerCase(),
    upper: some.toUpperCase(),
  };
  const value = values[wordIn(template)]!;
  const text = texts === 1 ? 0 : (planted.text + between(1, texts - 1, random)) % texts;
  return { planted: { entity: 'PERSON', value, text, kind: 'again' }, lines: filled(template, value) };
}

const marker = /\{(\w*)\}/;

function wordIn(template: string): string {
  return marker.exec(template)![1]!;
}

function filled(template: string, value: string): string {
  return template.replace(marker, () => value);
}
