// Signatures of sets of hashes.
import { BASE, finish, step, thrown } from './hash';

const SLOTS: u32 = 128;
const ROUNDS: u32 = 7;
/** More hashes than this fill all slots in the first round, but for a few in a hundred sets. */
const MANY: i32 = 1024;
const SEEN: u32 = 2048;

/** Hashes of a batch: at most 65,536 and those of one more chunk of 64 bytes. */
export const hashes: usize = memory.data(((1 << 16) + 64) * 4, 16);
export const signature: usize = memory.data(128 * 4, 16);
/** Keys of bands, of 64 bits, the high word first. */
export const keys: usize = memory.data(128 * 8, 8);
const seen: usize = memory.data(2048 * 4, 16);
const fewer: usize = memory.data(((1 << 16) + 64) * 4, 16);

export function clearSignature(): void {
  memory.fill(signature, 0xff, SLOTS * 4);
}

/**
 * Merges `count` hashes into the signature. Fast Similarity Sketching (Dahlgaard, Knudsen, Thorup 2017,
 * arxiv.org/abs/1704.04370): a round throws each hash into one slot, and a slot keeps the least value of the first round
 * that reached it. With the round in the top three bits that is one minimum, so that sets may come in any batches. A long
 * text fills all slots in one or two rounds. Slots that seven rounds leave empty get the least hash under a permutation
 * of their own, as in classic MinHash, and 7 in the top three bits.
 */
export function merge(count: i32): void {
  let from = hashes;
  let to = hashes + ((<usize>count) << 2);
  for (let round: u32 = 0; round < ROUNDS; round++) {
    throwAll(from, to, round);
    if (isBelow((round + 1) << 29)) return;
    if (round === 0 && count > MANY) {
      to = copyFewer(to);
      from = fewer;
    }
  }
  for (let i: u32 = 0; i < SLOTS; i++) {
    const slot = signature + <usize>(i << 2);
    const old = load<u32>(slot);
    if (old >> 29 < ROUNDS) continue;
    const salt = <u64>(i + ROUNDS + 1) * BASE;
    let least: u32 = 0xffffffff;
    for (let p = from; p < to; p += 4) least = min(least, <u32>(thrown(salt, load<u32>(p)) >> 35));
    store<u32>(slot, min(old, (ROUNDS << 29) | least));
  }
}

function throwAll(from: usize, to: usize, round: u32): void {
  const salt = <u64>(round + 1) * BASE;
  const tag = round << 29;
  for (let p = from; p < to; p += 4) {
    const bits = thrown(salt, load<u32>(p));
    const slot = signature + <usize>((bits >> 57) << 2);
    const value = tag | (<u32>(bits >> 28) & 0x1fffffff);
    const old = load<u32>(slot);
    store<u32>(slot, value < old ? value : old); // no branch: it could not be foreseen
  }
}

/** Whether all slots are below `limit`. */
function isBelow(limit: u32): bool {
  let most = v128.load(signature);
  for (let s: usize = 16; s < <usize>SLOTS * 4; s += 16) most = i32x4.max_u(most, v128.load(signature + s));
  return !v128.any_true(i32x4.ge_u(most, i32x4.splat(limit)));
}

/**
 * Copies the hashes up to `to` without most of their repeats; gives the end of the copy. Many hashes that leave slots
 * empty are a few that come again and again, and further rounds with all of them would be slow.
 */
function copyFewer(to: usize): usize {
  memory.fill(seen, 0, SEEN * 4);
  store<u32>(seen, 1); // 1 is never looked for here, while 0 would be taken as seen
  let end = fewer;
  for (let p = hashes; p < to; p += 4) {
    const hash = load<u32>(p);
    const place = seen + <usize>((hash & (SEEN - 1)) << 2);
    store<u32>(end, hash);
    end += (<usize>(load<u32>(place) !== hash)) << 2;
    store<u32>(place, hash);
  }
  return end;
}

/** Hashes each band of the signature to a key. */
export function bandKeys(bands: u32, rows: u32): void {
  for (let band: u32 = 0; band < bands; band++) {
    let h = <u64>(band + 1) * BASE;
    for (let row: u32 = 0; row < rows; row++) {
      h = step(h, <u64>load<u32>(signature + <usize>((band * rows + row) << 2)));
    }
    store<u64>(keys + <usize>(band << 3), rotl(finish(h), 32));
  }
}
