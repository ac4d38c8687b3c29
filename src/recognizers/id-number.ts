import { defineRecognizer, type RecognizerDefinition, type Tier } from '../define.ts';
import { besideWords, matchesIn, rightAfterWords } from './beside-words.ts';
import { isWordAt, wholeNumber } from './context.ts';

/** A number that an authority or a company gives to one person or thing. */
export interface IdNumber {
  readonly name: string;
  readonly entity: string;
  readonly summary: string;
  /** What it looks like, as regex source for any case, without what stands around it. One way to match each text. */
  readonly pattern: string;
  /** Whether ranges and check digits are right, of its letters and digits in upper case. */
  readonly isValid?: (value: string) => boolean;
  /** Words and phrases beside it that say what it is, in lower case, in the languages it is spoken of in. */
  readonly words: readonly string[];
  /** Default: `checksum` where `isValid` is given, otherwise `context`. For a shape that nothing else has: `anchored`. */
  readonly tier?: Tier;
  /** What counts without such a word, where that is less. Default: `pattern`. */
  readonly alonePattern?: string;
  /** Score without such a word, where the shape says something by itself; 0.4 at most for digits. Default: no finding. */
  readonly alone?: number;
  /** The same when it is not valid, for shapes that nothing else has. Default: no finding. */
  readonly aloneInvalid?: number;
  /** Score beside a word. Default: 1 where a check digit proves it, else 0.9. */
  readonly named?: number;
  /** Takes only what comes right after a word, over marks and words such as `no.` and `is`: shapes that say nothing. */
  readonly rightAfter?: true;
  /** Score beside a word when it is not valid: a slip, or a stand-in. Default: 0.4 where `isValid` can tell. */
  readonly invalid?: number;
}

/** Letters and digits in groups, four digits at least, and no date: what only a word can tell to be a number. */
export const LETTERS_AND_DIGITS =
  '(?!\\d{4}-\\d\\d-\\d\\d(?!\\d)|\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2,4}(?!\\d))' +
  '(?:\\d{3,4}(?: \\d{2,4}){1,5}|(?=(?:[A-Z/.-]{0,8}\\d){4})[A-Z\\d]{1,40}(?:[-/.][A-Z\\d]{1,12}){0,4})';

/** Scores of a number beside its word: proved by a check, by the word alone, and with a check that fails. */
const [PROVED, NAMED, INVALID] = [1, 0.9, 0.4];
/** Nobody's number, though some check digits are right. */
const ONE_DIGIT = /^(\d)\1*$/;
/** Most that digits without a letter or a separator score by themselves. */
const BARE = 0.4;

/** A recognizer of numbers by their shape, their check and the words beside them. Bare digits alone are never a finding. */
export function defineIdNumber(id: IdNumber): RecognizerDefinition {
  const { name, entity, summary, pattern, alonePattern = pattern, isValid, words, alone = 0, aloneInvalid = 0 } = id;
  const tier = id.tier ?? (isValid === undefined ? 'context' : 'checksum');
  const score = id.named ?? (tier === 'checksum' ? PROVED : NAMED);
  const invalid = id.invalid ?? (isValid === undefined ? 0 : INVALID);
  // Letters beyond ASCII are looked for around a match: classes of them take milliseconds to compile.
  const named = new RegExp(wholeNumber(pattern), 'giu');
  const byItself = new RegExp(wholeNumber(alonePattern), 'giu');
  const best = Math.max(alone, aloneInvalid);
  const check = (value: string) => isValid === undefined || (!ONE_DIGIT.test(value) && isValid(value));
  return defineRecognizer({
    name,
    entity,
    summary,
    tier,
    words,
    ...(best > 0 && { shape: { pattern: alonePattern, score: best } }),
    mayFind(searched) {
      return searched.cues(name).length > 0 || (best >= searched.minScore && best > 0 && searched.shaped.length > 0);
    },
    *find(searched) {
      const { text, minScore } = searched;
      const beside = new Set<number>();
      for (const { start, end } of (id.rightAfter ? rightAfterWords : besideWords)(searched, name, named)) {
        if (beside.has(start) || isWordAt(text, end)) continue;
        beside.add(start);
        if (check(plain(text.slice(start, end)))) yield { start, end, score };
        else if (invalid > 0) yield { start, end, score: invalid, tier: 'context' };
      }
      if (best === 0 || best < minScore) return;
      for (const { start, end } of matchesIn({ text, numbers: searched.shaped }, byItself)) {
        if (beside.has(start) || isWordAt(text, start - 1) || isWordAt(text, end)) continue;
        const value = text.slice(start, end);
        const proved = check(plain(value)) ? alone : aloneInvalid;
        const itsScore = /\D/.test(value) ? proved : Math.min(proved, BARE);
        // So little is weaker evidence than the shape of another kind.
        if (itsScore > BARE) yield { start, end, score: itsScore };
        else if (itsScore > 0) yield { start, end, score: itsScore, tier: 'context' };
      }
    },
  });
}

/** Letters and digits, in upper case. */
function plain(value: string): string {
  return value.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
}
