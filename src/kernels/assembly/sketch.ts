// AssemblyScript: the MinHash sketch of one text. `npm run generate` compiles it into src/kernels/sketch-wasm.ts;
// test/kernels/sketch-twin.ts says in plain JavaScript what it must give. The caller writes UTF-8 at `text`, calls `begin`
// and then `shingleWords`, and after that maybe `beginCharacters` and `shingleCharacters`; each call gives one batch of
// hashes, which `merge` puts into the signature. All memory but that of the text is static; the text is lower-cased in
// place.
import { BLANK, CLASS, decode, filled, isWord, known, knownOf, sizeOf, UNFOLDED, UNSPACED } from './code-points';
import { BASE, hashBytes, narrow, power, step } from './hash';
import { bandKeys, clearSignature, hashes, keys, merge, signature } from './signature';

export { bandKeys, clearSignature, filled, hashes, keys, known, merge, signature };

const WORD_SEED: u64 = 0x243f6a8885a308d3;
const SYMBOL_SEED: u64 = 0x13198a2e03707344;
const CHARACTER_SEED: u64 = 0xa4093822299f31d0;
/** Added to a symbol that follows a blank. */
const AFTER_BLANK: u64 = 0x100;
/** Instead of a symbol: a word follows one without a blank. */
const JOINED: u64 = 0x200;

/** 64 bits, the high word first. */
export const identity: usize = memory.data(8, 8);
/**
 * Borders of the classes of ASCII, and last the bits that are taken from digits. Loaded vectors stay in registers, while
 * constant ones would be made anew at each use.
 */
const limits: usize = memory.data<u8>([65, 97, 26, 48, 10, 9, 5, 32, 0]);
/** Hashes of the last 64 units, a unit being a word or a character. */
const ring: usize = memory.data(64 * 8, 8);
/** From here to the end of memory; 80 bytes after the text must be free. */
export const text: usize = (__heap_base + 63) & ~63;

let wordsToShingle: u32 = 5;
let charactersToShingle: u32 = 12;
let batch: i32 = 1 << 16;

let end: usize = 0;
let position: usize = 0;
/** Where the last word starts. */
let start: usize = 0;
let units: u32 = 0;
let rolling: u64 = 0;
let wordChain: u64 = 0;
let symbolChain: u64 = 0;
/** Of the byte before the chunk: 1 where it is of a word, a blank, a symbol. */
let lastWord: u64 = 0;
let lastBlank: u64 = 0;
let lastSymbol: u64 = 0;
/** Bytes of the chunk that are of a code point of the chunk before, and the class of that. */
let spill: u32 = 0;
let spilled: u32 = 0;
/** Bytes of the chunk that are of words, and of blanks. */
let wordBytes: u64 = 0;
let blankBytes: u64 = 0;
/** `UNFOLDED` where a code point was found that folding may change; and the same where that does no harm. */
let unfolded: u32 = 0;
let tolerated: u32 = 0;
/** Code points of words, and those of them that are of scripts without blanks. */
let letters: u32 = 0;
let unspaced: u32 = 0;

/** At most 16 words and 64 characters to a shingle; `most` hashes to a batch, 1 to 65,536. */
export function configure(words: u32, characters: u32, maskDigits: bool, most: i32): void {
  wordsToShingle = words;
  charactersToShingle = characters;
  store<u8>(limits, maskDigits ? 0x0f : 0, 8);
  batch = most;
}

/** Starts with a text of `length` bytes; `folded` where it is known to be, but for case and digits of ASCII. */
export function begin(length: u32, folded: bool): void {
  end = text + <usize>length;
  memory.fill(end, 32, 80);
  beginCharacters();
  wordChain = WORD_SEED;
  symbolChain = SYMBOL_SEED;
  lastWord = 0;
  lastBlank = 1;
  lastSymbol = 0;
  spill = 0;
  unfolded = 0;
  tolerated = folded ? UNFOLDED : 0;
  letters = 0;
  unspaced = 0;
}

/** Starts over with the same text. */
export function beginCharacters(): void {
  clearSignature();
  memory.fill(ring, 0, 64 * 8);
  position = text;
  units = 0;
  rolling = 0;
}

/** At the end of the text: whether more than half of its letters and digits are of scripts without blanks. */
export function isUnspaced(): bool {
  return unspaced > letters - unspaced;
}

/**
 * Shingles of words: writes the next batch of hashes and gives its size; the text is done when that is less than a full
 * batch. Gives -1 where the text must be folded first. A chunk of 64 bytes becomes masks of the bytes of words and of
 * blanks, so that the loops run once a word and once a symbol, not once a byte.
 *
 * The identity is made of two hashes. That of the words; and that of what else there is: all bytes of symbols, each with
 * the number of words before it and whether it follows a blank, and all words that follow a symbol without a blank. The
 * text counts as standing between blanks. By chance, two of n texts get the same 64 bits with a probability of
 * n^2 / 2^65: 0.03 for a billion texts.
 */
export function shingleWords(): i32 {
  const width = wordsToShingle;
  const drop = power(width);
  const stop = end;
  const full = batch;
  let count = 0;
  let chunk = position;
  let wordAt = start;
  let shingle = rolling;
  let words = wordChain;
  let symbols = symbolChain;
  let unit = units;
  for (; chunk <= stop && count < full; chunk += 64) {
    readChunk(chunk);
    if (unfolded > tolerated) return -1;
    const inWord = wordBytes;
    const blank = blankBytes;
    const symbol = ~(inWord | blank);
    const afterWord = (inWord << 1) | lastWord;
    let starts = inWord & ~afterWord;
    let ends = afterWord & ~inWord;
    const joined = starts & ((symbol << 1) | lastSymbol);
    const afterBlank = (blank << 1) | lastBlank;
    symbols = chainSymbols(symbols, chunk, symbol | joined, joined, afterBlank, unit, ends);
    if (!lastWord) {
      wordAt = chunk + <usize>ctz(starts);
      starts &= starts - 1;
    }
    lastWord = inWord >> 63;
    lastBlank = blank >> 63;
    lastSymbol = symbol >> 63;
    for (; ends !== 0; ends &= ends - 1) {
      const hash = hashBytes(wordAt, <u32>(chunk + <usize>ctz(ends) - wordAt));
      wordAt = chunk + <usize>ctz(starts);
      starts &= starts - 1;
      shingle = roll(shingle, unit, hash, width, drop);
      unit++;
      words = step(words, hash);
      store<u32>(hashes + ((<usize>count) << 2), narrow(shingle));
      count += i32(unit >= width);
    }
  }
  if (chunk > stop && position <= stop) {
    store<u64>(identity, rotl(step(words, symbols), 32)); // high word first
    if (unit > 0 && unit < width) count = 1;
  }
  position = chunk;
  start = wordAt;
  rolling = shingle;
  wordChain = words;
  symbolChain = symbols;
  units = unit;
  return count;
}

/** Lower-cases a chunk, masks its digits if so wanted, and finds the bytes of words and of blanks. */
function readChunk(chunk: usize): void {
  const upperA = v128.load8_splat(limits);
  const lowerA = v128.load8_splat(limits, 1);
  const letters26 = v128.load8_splat(limits, 2);
  const zero = v128.load8_splat(limits, 3);
  const digits10 = v128.load8_splat(limits, 4);
  const tab = v128.load8_splat(limits, 5);
  const spaces5 = v128.load8_splat(limits, 6);
  const space = v128.load8_splat(limits, 7);
  const digitBits = v128.load8_splat(limits, 8);
  let inWord: u64 = 0;
  let blank: u64 = 0;
  let high: u64 = 0;
  for (let i: usize = 0; i < 64; i += 16) {
    const v = v128.load(chunk + i);
    const upper = within(v, upperA, letters26);
    const lower = v128.or(v, v128.and(upper, space)); // 32 is also what tells upper from lower case
    const digit = within(v, zero, digits10);
    v128.store(chunk + i, v128.andnot(lower, v128.and(digit, digitBits)));
    inWord |= bits(v128.or(within(lower, lowerA, letters26), digit)) << (<u64>i);
    blank |= bits(v128.or(i8x16.eq(v, space), within(v, tab, spaces5))) << (<u64>i);
    high |= bits(v) << (<u64>i);
  }
  letters += <u32>popcnt(inWord);
  wordBytes = inWord;
  blankBytes = blank;
  if (high !== 0) classify(chunk, high);
}

/** Puts all that is no word into the identity: `events` are symbols, and words that are joined to one. */
function chainSymbols(
  chain: u64,
  chunk: usize,
  events: u64,
  joined: u64,
  afterBlank: u64,
  wordsBefore: u32,
  ends: u64,
): u64 {
  for (let left = events; left !== 0; left &= left - 1) {
    const bit = left & -left;
    const before = <u64>wordsBefore + popcnt(ends & (bit | (bit - 1)));
    const byte = <u64>load<u8>(chunk + <usize>ctz(left));
    const what = joined & bit ? JOINED : afterBlank & bit ? byte | AFTER_BLANK : byte;
    chain = step(chain, (before << 16) | what);
  }
  return chain;
}

/** Hash of the last `width` units: a polynomial in BASE, from that of the units before, `drop` being BASE^width. */
function roll(before: u64, unit: u32, hash: u64, width: u32, drop: u64): u64 {
  const oldest = load<u64>(ring + <usize>(((unit - width) & 63) << 3));
  store<u64>(ring + <usize>((unit & 63) << 3), hash);
  return before * BASE + hash - oldest * drop;
}

/** The bytes that are at least `least` and less than `least` + `count`. */
function within(v: v128, least: v128, count: v128): v128 {
  return i8x16.lt_u(i8x16.sub(v, least), count);
}

function bits(v: v128): u64 {
  return <u64>(<u32>i8x16.bitmask(v));
}

/** Finds which of the bytes above ASCII, `high`, are of words and of white space. */
function classify(chunk: usize, high: u64): void {
  const rest = ((<u64>1) << (<u64>spill)) - 1;
  if (isWord(spilled)) wordBytes |= rest;
  if (spilled === BLANK) blankBytes |= rest;
  let left = high & ~rest;
  spill = 0;
  while (left !== 0) {
    const at = <u32>ctz(left);
    const lead = <u32>load<u8>(chunk + <usize>at);
    const size = sizeOf(lead);
    const what = knownOf(decode(chunk + <usize>at, lead));
    const kind = what & CLASS;
    const bytes = (((<u64>1) << (<u64>size)) - 1) << (<u64>at);
    left &= ~bytes;
    unfolded |= what & UNFOLDED;
    if (isWord(kind)) {
      wordBytes |= bytes;
      letters++;
      unspaced += u32(kind === UNSPACED);
    } else if (kind === BLANK) blankBytes |= bytes;
    if (at + size > 64) {
      spill = at + size - 64;
      spilled = kind;
    }
  }
}

/** Shingles of characters, those of words only. Batches as in `shingleWords`. */
export function shingleCharacters(): i32 {
  const width = charactersToShingle;
  const drop = power(width);
  const stop = end;
  const full = batch;
  const first = units;
  let count = 0;
  let at = position;
  let shingle = rolling;
  let unit = first;
  while (at < stop && count < full) {
    const lead = <u32>load<u8>(at);
    const code = decode(at, lead);
    at += <usize>sizeOf(lead);
    if (!isWord(knownOf(code) & CLASS)) continue;
    const hash = step(CHARACTER_SEED, <u64>code);
    shingle = roll(shingle, unit, hash, width, drop);
    unit++;
    store<u32>(hashes + ((<usize>count) << 2), narrow(shingle));
    count += i32(unit >= width);
  }
  position = at;
  rolling = shingle;
  units = unit;
  return at === stop && unit > first && unit < width ? 1 : count;
}
