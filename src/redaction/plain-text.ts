import { disguised, latin, repeats, spelledDigits, twins } from './disguises.ts';

/** A text as it is meant, with the way back to the one that was given. */
export interface PlainText {
  readonly text: string;
  /** Where in the given text what begins here begins, and what ends here ends. */
  start(index: number): number;
  end(index: number): number;
}

const entities: ReadonlyMap<string, string> = new Map(
  Object.entries({
    commat: '@',
    period: '.',
    nbsp: ' ',
    hyphen: '-',
    dash: '-',
    lowbar: '_',
    colon: ':',
    plus: '+',
    num: '#',
  }),
);

/**
 * Takes away what hides a value from a reader who goes by characters: invisible characters, letters and digits of other
 * scripts and styles, HTML entities, percent signs, blanks between single characters, digits and signs in words. What was
 * changed is found as a whole: a finding that begins or ends within it takes all of it.
 */
export function plainText(given: string): PlainText {
  /** Of each change: where it begins and ends in the given text, and in the plain one. */
  const changes: (readonly [start: number, end: number, plainStart: number, plainEnd: number])[] = [];
  let text = '';
  let from = 0;
  for (const { index, found } of disguised(given)) {
    const plain = undisguised(found);
    if (index < from || plain === found) continue;
    text += given.slice(from, index);
    from = index + found.length;
    changes.push([index, from, text.length, text.length + plain.length]);
    text += plain;
  }
  if (changes.length === 0) return asGiven(given);
  text += given.slice(from);
  /** The last change that begins before the plain index. */
  const before = (index: number) => {
    let [low, high] = [0, changes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (changes[middle]![2] < index) low = middle + 1;
      else high = middle;
    }
    return changes[low - 1];
  };
  return {
    text,
    start(index) {
      // What begins right at a change begins where the change does.
      const change = before(index + 1);
      if (change === undefined) return index;
      const [start, end, , plainEnd] = change;
      return index < plainEnd ? start : end + index - plainEnd;
    },
    end(index) {
      const change = before(index);
      if (change === undefined) return index;
      const [, end, , plainEnd] = change;
      return index <= plainEnd ? end : end + index - plainEnd;
    },
  };
}

function asGiven(text: string): PlainText {
  return { text, start: index => index, end: index => index };
}

function undisguised(found: string): string {
  const first = found[0]!;
  if (first === '&') return decodedEntity(found.slice(1, -1).toLowerCase());
  if (first === '%') return String.fromCharCode(Number.parseInt(found.slice(1), 16));
  if (/ /.test(found)) return withoutSpelling(found);
  // Of long runs each character is looked at once.
  const plain = new Map<string, string>();
  let text = '';
  for (const char of found) {
    const known = plain.get(char) ?? plainCharacter(char);
    plain.set(char, known);
    text += known;
  }
  return text;
}

function decodedEntity(name: string): string {
  if (!name.startsWith('#')) return entities.get(name)!;
  const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code < 32 ? '&' : String.fromCodePoint(code);
}

function plainCharacter(char: string): string {
  const twin = twins.indexOf(char);
  if (twin >= 0) return latin[twin]!;
  if (/\p{Cf}|\u034f|\u180e/u.test(char)) return '';
  const usual = char.normalize('NFKC');
  return /\p{Nd}/u.test(usual) ? String(digitOf(usual)) : usual;
}

/** The digits of a script follow each other from zero, and none stands right before them. */
function digitOf(char: string): number {
  const code = char.codePointAt(0)!;
  let zero = code;
  while (zero > code - 10 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return (code - zero) % 10;
}

function withoutSpelling(found: string): string {
  if (/^.(?: .)+$/u.test(found)) return found.replaceAll(' ', '');
  if (/ at /i.test(found)) return found.replace(/ at /i, '@').replaceAll(/ dot /gi, '.');
  let digits = '';
  let times = 1;
  for (const word of found.toLowerCase().split(/[ ,.-]+/)) {
    const repeated = repeats.get(word);
    if (repeated === undefined) digits += spelledDigits.get(word)!.repeat(times);
    times = repeated ?? 1;
  }
  return digits;
}
