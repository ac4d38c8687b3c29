/** Words to a shingle: the common choice for near-duplicates of prose (Lee et al. 2022, arxiv.org/abs/2107.06499). */
const WORDS = 5;

/**
 * Sets larger than this keep their smallest hashes only, which estimate the Jaccard similarity without bias and, at this
 * size, to a few thousandths (Broder 1997, "On the resemblance and containment of documents").
 */
const MOST = 1 << 16;

// Scripts that put no blanks between words: every character counts as a word of its own.
const UNSPACED =
  '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}\\p{sc=Tibetan}';
const WORD = new RegExp(`[${UNSPACED}]|(?:(?![${UNSPACED}])[\\p{L}\\p{M}\\p{N}])+`, 'gu');

/** The distinct shingles of a text. */
export interface Shingles {
  /** 32-bit hashes, ascending, no two equal; the smallest ones where `cut`. */
  readonly hashes: Uint32Array;
  /** Whether hashes were left out because the set is over the limit. */
  readonly cut: boolean;
}

/** A text without what does not make it another text: Unicode form, case, the width of blanks. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

/**
 * The set of word 5-grams of a folded text. A text of fewer words is one shingle; one without any word has none, and is
 * like no other text.
 */
export function shinglesOf(folded: string): Shingles {
  const words: number[] = [];
  for (const [word] of folded.matchAll(WORD)) words.push(hashWord(word));
  const width = Math.min(WORDS, words.length);
  const all = new Uint32Array(width === 0 ? 0 : words.length - width + 1);
  for (let start = 0; start < all.length; start++) {
    let hash = width;
    for (let i = 0; i < width; i++) hash = mix(Math.imul(hash, 31) + words[start + i]!);
    all[start] = hash;
  }
  const distinct = all.sort().filter((hash, i) => i === 0 || hash !== all[i - 1]);
  return distinct.length <= MOST ? { hashes: distinct, cut: false } : { hashes: distinct.slice(0, MOST), cut: true };
}

/** |A and B| / |A or B|: exact up to collisions of hashes, an estimate where a set was cut. Two empty sets: 0. */
export function jaccard(a: Shingles, b: Shingles): number {
  // Beyond the last hash of a cut set it is not known what the set holds.
  const limit = Math.min(a.cut ? a.hashes.at(-1)! : Infinity, b.cut ? b.hashes.at(-1)! : Infinity);
  const [x, y] = [a.hashes, b.hashes];
  let [i, j, shared, union] = [0, 0, 0, 0];
  while (i < x.length || j < y.length) {
    const left = x[i] ?? Infinity;
    const right = y[j] ?? Infinity;
    if (Math.min(left, right) > limit) break;
    if (left === right) shared++;
    if (left <= right) i++;
    if (right <= left) j++;
    union++;
  }
  return union === 0 ? 0 : shared / union;
}

/** FNV-1a over UTF-16 units, finished so that every bit counts. */
function hashWord(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return mix(hash);
}

/** The 32-bit finalizer of MurmurHash3 (Appleby): a bijection in which every input bit changes every output bit. */
export function mix(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
