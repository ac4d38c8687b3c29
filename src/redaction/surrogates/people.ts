import { inCaseOf, pickUnlike, type Random, redraw } from './draw.ts';
import { FAMILY_NAMES } from './family-names.ts';
import { GIVEN_NAMES } from './given-names.ts';
import { PARTICLES, TITLES } from './kept-words.ts';
import { type Gender, genderOf, isFamilyName, isGivenName, languageOfName, unaccented } from './known-names.ts';

/**
 * Somebody who was drawn. The same numbers give the same names in whatever form they are asked for: `Jane Roe`, `J. Roe`
 * and `Roe` become `Nancy Knight`, `N. Knight` and `Knight`.
 */
export class DrawnPerson {
  readonly #language: string;
  readonly #random: Random;
  readonly #gender: Gender;
  readonly #initial: number;
  readonly #given: number;
  readonly #family: number;

  /** The gender is that of a title or a known given name among the words, or else drawn. */
  constructor(words: readonly string[], language: string | undefined, random: Random) {
    this.#language = languageOfName(words, language);
    this.#random = random;
    this.#initial = random();
    this.#given = random();
    this.#family = random();
    const drawn = random() < 0.5 ? 'female' : 'male';
    this.#gender = words.map(word => genderOf(word, this.#language)).find(gender => gender !== undefined) ?? drawn;
  }

  /** Begins with the same letter for women and men, so that an initial agrees with a name whose gender it does not tell. */
  given(original: string): string {
    const { female, male } = GIVEN_NAMES[this.#language]!;
    const ofMen = new Set(male.map(initialOf));
    const initials = [...new Set(female.map(initialOf))].filter(
      initial => ofMen.has(initial) && initial !== initialOf(original),
    );
    const initial = initials[Math.floor(this.#initial * initials.length)]!;
    if (isInitial(original)) return inCaseOf(original, initial);
    const names = this.#givenNames().filter(name => initialOf(name) === initial);
    return inCaseOf(
      original,
      pickUnlike(names, original, () => this.#given),
    );
  }

  family(original: string): string {
    if (isInitial(original)) return redraw(original, this.#random);
    return inCaseOf(
      original,
      pickUnlike(FAMILY_NAMES[this.#language]!, original, () => this.#family),
    );
  }

  /** Given and family names after the first. */
  secondGiven(original: string): string {
    if (isInitial(original)) return redraw(original, this.#random);
    return inCaseOf(original, pickUnlike(this.#givenNames(), original, this.#random));
  }

  secondFamily(original: string): string {
    if (isInitial(original)) return redraw(original, this.#random);
    return inCaseOf(original, pickUnlike(FAMILY_NAMES[this.#language]!, original, this.#random));
  }

  #givenNames(): readonly string[] {
    return GIVEN_NAMES[this.#language]![this.#gender];
  }
}

type Role = 'given' | 'family' | 'secondGiven' | 'secondFamily';

/** `O’Brien` is one; the s of `Jane's` is none. */
const WORDS = /(?<![\p{L}\p{M}]['’])[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]{2,})*/gu;

/**
 * A name of as many words, in the same order and case. Titles, particles and a possessive s stay. A single word is a given
 * name where it is known as one, else a family name. Undefined where a letter is not Latin: there are no names to draw from.
 */
export function personSurrogate(value: string, language: string | undefined, random: Random): string | undefined {
  const all = value.match(WORDS) ?? [];
  const words = all.filter(word => !isKept(word));
  if (words.length === 0 || /(?!\p{sc=Latin})\p{L}/u.test(value)) return undefined;
  const person = new DrawnPerson(all, language, random);
  const roles = words.length < all.length && words.length === 1 ? (['family'] as const) : rolesOf(value, words);
  let next = 0;
  return value
    .replace(WORDS, word => (isKept(word) ? word : person[roles[next++]!](word)))
    .replace(/\p{Nd}/gu, digit => redraw(digit, random));
}

/** Names as those of accounts are made of them: small ASCII letters. The first of several is a given name. */
export function accountNames(person: DrawnPerson, originals: readonly string[]): readonly string[] {
  return originals.map((original, i) => {
    const isFirst = i === 0 && (originals.length > 1 || isGivenName(original));
    const name = isFirst ? person.given(original) : i < 2 ? person.family(original) : person.secondFamily(original);
    return unaccented(name)
      .replace(/ß/g, 'ss')
      .replace(/[^a-z]/g, '');
  });
}

/** What each word is. */
function rolesOf(value: string, words: readonly string[]): readonly Role[] {
  if (words.length === 1) return [isGivenName(words[0]!) || isInitial(words[0]!) ? 'given' : 'family'];
  const families = familiesInFront(value, words);
  return words.map((word, i) => {
    if (families > 0) {
      if (i < families) return i === families - 1 ? 'family' : 'secondFamily';
      return i === families ? 'given' : 'secondGiven';
    }
    if (i === 0) return 'given';
    if (i === words.length - 1) return 'family';
    return isGivenName(word) || isInitial(word) ? 'secondGiven' : 'secondFamily';
  });
}

/** How many words are family names that stand in front: `Roe, Jane`, `ROE Jane`, and `Müller Hans` where both are known. */
function familiesInFront(value: string, words: readonly string[]): number {
  const comma = value.indexOf(',');
  const before = (value.slice(0, Math.max(0, comma)).match(WORDS) ?? []).filter(word => !isKept(word)).length;
  if (before > 0 && before < words.length) return before;
  const [first, last] = [words[0]!, words.at(-1)!];
  if (isInitial(first) || isInitial(last)) return 0;
  const isCapital = first === first.toUpperCase() && last !== last.toUpperCase();
  const isReversed = isFamilyName(first) && !isGivenName(first) && isGivenName(last) && !isFamilyName(last);
  return isCapital || isReversed ? 1 : 0;
}

function isKept(word: string): boolean {
  return TITLES.has(word.toLowerCase()) || PARTICLES.has(word.toLowerCase());
}

function isInitial(word: string): boolean {
  return [...word.normalize('NFC')].length === 1;
}

function initialOf(name: string): string {
  return unaccented(name).slice(0, 1).toUpperCase();
}
