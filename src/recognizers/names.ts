import type { Person } from '../core/document.ts';
import { unspaced } from './context.ts';

/** How the names of people may be written. */
export interface NameForms {
  /** Full names and parts that are nothing but names: looked for everywhere, in these spellings. */
  readonly sure: ReadonlySet<string>;
  /** Parts that are also ordinary words, and short ones: looked for only where a name is expected, in any case. */
  readonly weak: ReadonlySet<string>;
}

/** Names that are also words which a text may begin a sentence or a heading with: there they are no sign of the person. */
const ordinary = new Set(
  (
    'will mark may grace hope rose bill art june april august joy faith dawn sky frank rich page price young long best green white ' +
    'brown black gray grey king prince west north south east hill field fields stone wood woods bush lane church day love good case ' +
    'cash rush small little strong sharp short wise swift power powers bond banks bank chase chance jack guy ruby pearl amber summer ' +
    'autumn winter sunny crystal melody harmony destiny trinity mercy victor dean pope cross bell ball rice bean beans fox bird crane ' +
    'brook lake waters ford park parks street house hall gates wall post temple branch gold silver steel nickel money noble loyal ' +
    'bright light lights savage moody blunt keen major in do so to van von der den del della dos das and for the not has was one ' +
    'two man men see max min mon sun klein gross groß lang kurz jung alt neu weiss weiß schwarz braun blanc noir petit grand ' +
    'paz sol luz mar cruz sale'
  ).split(' '),
);

/** Names of mailboxes and roles, which systems put into the name field. */
const generic = new Set(
  (
    'support team customer customers service services admin administrator info sales help desk helpdesk bot system unknown anonymous ' +
    'user guest test noreply no-reply no reply office billing accounts account agent kundenservice kundendienst contact company the inc ltd llc gmbh'
  ).split(' '),
);

const titles = new Set(
  'mr mrs ms miss mx dr prof sir herr frau mme mlle monsieur madame ing dipl phd md jr sr'.split(' '),
);

/** Words that stand where a name could: whom one greets without naming, and what signs for a group. */
const nobody = new Set(
  (
    'all everyone everybody anyone there folks guys friends colleagues ladies gentlemen gentleman madam sirs world both again valued hiring manager ' +
    'grüße gruß kollegen damen herren zusammen leute alle tous toutes todos group department abteilung staff board editor reader readers ' +
    'member members owner partner partners subscriber community sent from regards best thanks cheers please monday tuesday ' +
    'wednesday thursday friday saturday sunday january february march july september october november december'
  ).split(' '),
);

/** May capitalised words at a place for names be a name? Not when one of them is a mailbox, a group or a day. */
export function introducibleName(candidate: string): boolean {
  const words = candidate.toLowerCase().split(/[\s-]+/);
  return (
    /\p{Ll}/u.test(candidate) &&
    nameParts(candidate).length > 0 &&
    !words.some(word => nobody.has(word) || generic.has(word))
  );
}

/** Everything a person's name may look like in a text: as given, title case, capitals, without accents, in other orders. */
export function nameForms(people: readonly Person[]): NameForms {
  const sure = new Set<string>();
  const weak = new Set<string>();
  for (const person of people) {
    const parts = nameParts(person.name ?? '');
    if (parts.length === 0 || isMailbox(parts, person.email)) continue;
    const [first, last] = [parts[0]!, parts.at(-1)!];
    if (parts.length > 1) {
      const initial = `${[...first][0]!}.`;
      const families = parts
        .slice(1)
        .filter(part => !isOrdinary(part))
        .map(part => `${initial} ${part}`);
      for (const full of [parts.join(' '), `${first} ${last}`, `${last}, ${first}`, `${last} ${first}`, ...families])
        for (const spelling of spellings(full)) sure.add(spelling).add(spelling.toLowerCase());
    }
    for (const part of parts) {
      const plain = part.toLowerCase();
      if (generic.has(plain) || [...part].length < 2 || /^\p{L}\.$/u.test(part)) continue;
      weak.add(part).add(unaccented(part));
      const distinct = [...part].length >= 3 ? !isOrdinary(part) : unspaced.test(part);
      if (distinct) for (const spelling of spellings(part)) sure.add(spelling);
    }
  }
  return { sure, weak };
}

/** Tells which person of a list a found text names, all or part of it: the same one for "Jane Roe", "J. Roe" and "ROE". */
export class PersonIndex {
  readonly #parts: readonly (readonly string[])[];
  readonly #byWord = new Map<string, number[]>();

  constructor(people: readonly Person[]) {
    this.#parts = people.map(person => plainParts(person.name ?? ''));
    for (const [person, parts] of this.#parts.entries()) {
      for (const part of parts) {
        const sharing = this.#byWord.get(part);
        if (sharing === undefined) this.#byWord.set(part, [person]);
        else sharing.push(person);
      }
    }
  }

  /** Position of the first person whose name holds all words of `found`, initials included. */
  of(found: string): number | undefined {
    const words = plainParts(found);
    const longest = words.toSorted((a, b) => b.length - a.length)[0];
    if (longest === undefined) return undefined;
    const fits = (part: string, word: string) => part === word || (word.length === 1 && part.startsWith(word));
    return this.#byWord
      .get(longest)
      ?.find(person => words.every(word => this.#parts[person]!.some(part => fits(part, word))));
  }
}

function plainParts(name: string): readonly string[] {
  return nameParts(name).map(part => unaccented(part).toLowerCase().replace(/\.$/, ''));
}

/** Parts of a name in the order they are spoken; none when the field holds an address or the name of a mailbox. */
function nameParts(name: string): readonly string[] {
  if (name.includes('@') || name.length > 120) return [];
  const plain = name
    .normalize('NFC')
    .replace(/\([^)]{0,120}\)/g, ' ')
    .replace(/["“”<>[\]]/g, ' ');
  const comma = plain.indexOf(',');
  const ordered = comma === -1 ? plain : `${plain.slice(comma + 1)} ${plain.slice(0, comma)}`;
  const words = ordered.split(/[\s,;/|]+/).filter(part => /\p{L}/u.test(part));
  const parts = words.filter(part => !titles.has(part.toLowerCase().replace(/\.$/, '')));
  return parts.every(part => generic.has(part.toLowerCase())) ? [] : parts.slice(0, 6);
}

/** `Acme Support` of support@acme.example is the company's: every word is that of a mailbox or stands in its domain. */
function isMailbox(parts: readonly string[], email = ''): boolean {
  const domain = new Set(email.toLowerCase().split('@')[1]?.split(/[.-]/));
  const words = parts.map(part => part.toLowerCase());
  return words.some(word => generic.has(word)) && words.every(word => generic.has(word) || domain.has(word));
}

function isOrdinary(part: string): boolean {
  return ordinary.has(unaccented(part).toLowerCase()) || ordinary.has(part.toLowerCase());
}

function spellings(name: string): readonly string[] {
  const title = name.toLowerCase().replace(/(?<![\p{L}\p{M}'’])\p{L}/gu, letter => letter.toUpperCase());
  const capital = /^\p{Ll}/u.test(name) ? [title, name.toUpperCase()] : [name, title, name.toUpperCase()];
  return [...new Set(capital.flatMap(form => [form, unaccented(form)]))];
}

function unaccented(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');
}
