/** Code points to a block. */
export const BLOCK = 256;

/** Classes of code points, as the kernel knows them; 0 is everything else. */
const WORD = 1;
const UNSPACED = 2;
const BLANK = 3;
/** Beside the class: folding may change the code point, or what it makes of the one before it. */
const UNFOLDED = 4;

const IS_BLANK = /^\s$/u;
const IS_WORD = /^[\p{L}\p{M}\p{N}]$/u;
/** Scripts that put no blanks between words. */
const IS_UNSPACED =
  /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Tibetan}]$/u;
/** All that normalization may move or join to what stands before it: marks, vowels and finals of Hangul, one of Kirat Rai. */
const IS_JOINING = /^[\p{M}\u1161-\u1175\u11a8-\u11c2\u{16d67}]$/u;

/** A text without what does not make it another text: Unicode form, case, and where they are masked, digits. */
export function fold(text: string, maskDigits: boolean): string {
  const folded = text.normalize('NFKC').toLowerCase();
  return maskDigits ? folded.replace(/\p{Nd}/gu, '0') : folded;
}

/** What the kernel must know of each code point of a block: four bits each, the lower ones of a byte first. */
export function knownOf(block: number, maskDigits: boolean): Uint8Array {
  const known = new Uint8Array(BLOCK / 2);
  for (let i = 0; i < BLOCK; i++) {
    const character = String.fromCodePoint(block * BLOCK + i);
    const isSettled = fold(character, maskDigits) === character && !IS_JOINING.test(character);
    known[i >> 1]! |= (classOf(character) | (isSettled ? 0 : UNFOLDED)) << (4 * (i & 1));
  }
  return known;
}

function classOf(character: string): number {
  if (IS_BLANK.test(character)) return BLANK;
  if (!IS_WORD.test(character)) return 0;
  return IS_UNSPACED.test(character) ? UNSPACED : WORD;
}
