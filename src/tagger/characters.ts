/** What the tokenizer tells UTF-16 units apart by. */
export const SPACE = 0;
export const LINE_BREAK = 1;
export const LOWER = 2;
export const UPPER = 3;
export const DIGIT = 4;
/** A combining mark: part of the word before it, and not looked at. */
export const MARK = 5;
/** First half of a surrogate pair: a symbol of two units. */
export const PAIR = 6;
export const SYMBOL = 7;

export interface Characters {
  /** The class of each UTF-16 unit. */
  readonly classes: Uint8Array;
  /** Each unit in lower case and without its accent, so that `José`, `JOSE` and a decomposed `José` read the same. */
  readonly folded: Uint16Array;
}

let made: Characters | undefined;

/** Tables of all UTF-16 units, made on the first call. */
export function characters(): Characters {
  made ??= { classes: classesOf(), folded: foldedOf() };
  return made;
}

function classesOf(): Uint8Array {
  const classes = new Uint8Array(0x10000).fill(SYMBOL);
  for (let unit = 0; unit < 0x10000; unit++) classes[unit] = classOf(String.fromCharCode(unit));
  return classes;
}

function classOf(char: string): number {
  if (char === '\n' || char === '\r' || char === '\u2028' || char === '\u2029') return LINE_BREAK;
  if (/\s|[\u200b\ufeff\u00ad]/.test(char)) return SPACE;
  if (/[\p{Lu}\p{Lt}]/u.test(char)) return UPPER;
  if (/\p{L}/u.test(char)) return LOWER;
  if (/\p{Nd}/u.test(char)) return DIGIT;
  if (/[\p{M}\u200d]/u.test(char)) return MARK;
  return char >= '\ud800' && char <= '\udbff' ? PAIR : SYMBOL;
}

function foldedOf(): Uint16Array {
  const folded = new Uint16Array(0x10000);
  for (let unit = 0; unit < 0x10000; unit++) folded[unit] = unit;
  // Above are scripts without case and without accents that matter here.
  for (let unit = 0x41; unit < 0x2000; unit++) {
    const plain = String.fromCharCode(unit).toLowerCase().normalize('NFD');
    folded[unit] = plain.charCodeAt(0);
  }
  for (const [from, to] of ['øo', 'łl', 'đd', 'ıi', 'ßs', 'æa', 'ðd', 'þt', "’'", "ʼ'"]) {
    folded[from!.charCodeAt(0)] = to!.charCodeAt(0);
    const upper = from!.toUpperCase();
    if (upper.length === 1) folded[upper.charCodeAt(0)] = to!.charCodeAt(0);
  }
  return folded;
}
