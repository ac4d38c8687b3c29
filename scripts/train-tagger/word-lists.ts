// What the tagger knows of words: bits for each, from the lists that also fill the templates.
import * as bits from '../../src/tagger/gazetteer.ts';
import { Tokens } from '../../src/tagger/tokens.ts';
import { streetWords } from './address-parts.ts';
import { dictionary, titleWords } from './dictionary.ts';
import { allNames } from './names.ts';
import { companyWords } from './organisations.ts';
import { allCities, allRegions } from './places.ts';
import { technicalProse } from './prose.ts';
import { plainWords } from './templates.ts';

/** Small words that stand in names and places, and say nothing by themselves. */
const PARTICLES = new Set(
  'the of and de la le el los las du des da do dos di del van der den von zu zum am an in on upon sur los'.split(' '),
);

/** Bits by the hash of a word. */
export function wordLists(): ReadonlyMap<number, number> {
  const words = new Map<number, number>();
  const tokens = new Tokens(new bits.Gazetteer(new Map()));
  const add = (texts: Iterable<string>, bit: number) => {
    for (const text of texts) {
      tokens.read(text, 0, [], 0);
      for (let i = 0; i < tokens.count; i++) {
        const word = text.slice(tokens.start[i], tokens.end[i]).toLowerCase();
        if (!/^\p{L}{2}/u.test(word) || (bit !== bits.ORDINARY && PARTICLES.has(word))) continue;
        words.set(tokens.word[i]!, (words.get(tokens.word[i]!) ?? 0) | bit);
      }
    }
  };
  add(allNames.given, bits.GIVEN_NAME);
  add(allNames.family, bits.SURNAME);
  add(allCities, bits.CITY);
  add(allRegions, bits.REGION);
  add(dictionary, bits.ORDINARY);
  add(plainWords(), bits.ORDINARY);
  add(lowerWords(technicalProse()), bits.ORDINARY);
  add(PARTICLES, bits.ORDINARY);
  add(streetWords, bits.STREET);
  add(companyWords, bits.COMPANY);
  add(titleWords, bits.TITLE);
  return words;
}

function lowerWords(texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.flatMap(text => text.match(/(?<![\p{L}\d_.])\p{Ll}{2,}(?![\p{L}\d_])/gu) ?? []));
}
