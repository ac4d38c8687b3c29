import { BLANK, type Tokens } from './tokens.ts';

/** Features of a token; each is hashed to a slot of the table of weights. */
export const FEATURES = 30;
export const SLOTS = 1 << 18;
/** How many tokens before and after a token its features look at. */
export const REACH = 2;

// What stands before the first and after the last token.
const EDGE = 0x5bd1e995;

/**
 * Writes the slots of the features of token `i` into `slots`: the word, its parts, its look and what the lists say, the
 * words around it, and pairs and triples of these.
 */
export function featuresOf(tokens: Tokens, i: number, slots: Int32Array): void {
  const { word, gap, count } = tokens;
  const before = i > 0 ? word[i - 1]! : EDGE;
  const before2 = i > 1 ? word[i - 2]! : EDGE;
  const after = i + 1 < count ? word[i + 1]! : EDGE;
  const after2 = i + 2 < count ? word[i + 2]! : EDGE;
  const look = lookOf(tokens, i);
  const lookBefore = lookOf(tokens, i - 1);
  const lookBefore2 = lookOf(tokens, i - 2);
  const lookAfter = lookOf(tokens, i + 1);
  const lookAfter2 = lookOf(tokens, i + 2);
  const kind = look & 15;
  const breaks = gap[i]! | ((i + 1 < count ? gap[i + 1]! : 3) << 2);
  const spelled = Math.imul(look, 0x3d4d51cb);
  slots[0] = look;
  slots[1] = word[i]!;
  slots[2] = tokens.shape[i]!;
  slots[3] = tokens.suffix2[i]!;
  slots[4] = tokens.suffix3[i]! ^ kind;
  slots[5] = tokens.suffix4[i]!;
  slots[6] = tokens.prefix3[i]! ^ kind;
  slots[7] = before;
  slots[8] = after;
  slots[9] = before2 ^ kind;
  slots[10] = after2 ^ kind;
  slots[11] = before ^ spelled;
  slots[12] = after ^ spelled;
  slots[13] = lookBefore ^ spelled;
  slots[14] = lookAfter ^ spelled;
  slots[15] = pair(lookBefore, lookAfter) ^ spelled;
  slots[16] = pair(lookBefore2, lookBefore) ^ spelled;
  slots[17] = pair(lookAfter, lookAfter2) ^ spelled;
  slots[18] = pair(before2, before);
  slots[19] = pair(before2, before) ^ spelled;
  slots[20] = pair(after, after2) ^ kind;
  slots[21] = pair(before, word[i]!);
  slots[22] = pair(word[i]!, after);
  slots[23] = (breaks << 16) ^ look;
  slots[24] = (tokens.line[i]! << 16) ^ look;
  slots[25] = (tokens.line[i]! << 8) ^ breaks ^ (kind << 16);
  slots[26] = tokens.lineWord[i]! ^ kind;
  slots[27] = tokens.lineWordBefore[i]! ^ spelled ^ (breaks & BLANK);
  slots[28] = kinds(tokens, i);
  slots[29] = pair(before, after) ^ kind;
  // In a loop of its own: as many calls in a row would not be compiled in place.
  for (let k = 0; k < FEATURES; k++) slots[k] = slot(k, slots[k]!);
}

/** Kind and list bits of a token in one small number. */
function lookOf(tokens: Tokens, i: number): number {
  if (i < 0 || i >= tokens.count) return EDGE;
  return tokens.kind[i]! | (tokens.gazetteer[i]! << 4);
}

/** The kinds of five tokens around `i`. */
function kinds(tokens: Tokens, i: number): number {
  let all = 0;
  for (let k = i - 2; k <= i + 2; k++) all = (all << 4) | (k < 0 || k >= tokens.count ? 0 : tokens.kind[k]!);
  return all;
}

function pair(a: number, b: number): number {
  return Math.imul(a, 0x85ebca6b) ^ b;
}

/** The slot of the value of one feature: the finaliser of MurmurHash3, with the feature's number mixed in. */
function slot(feature: number, value: number): number {
  let h = Math.imul(value ^ Math.imul(feature + 1, 0x9e3779b1), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0xc2b2ae35);
  return (h ^ (h >>> 13)) & (SLOTS - 1);
}
