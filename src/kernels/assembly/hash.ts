// Hashing in 64 bits. A step is a bijection of the hash for each word and of the word for each hash, so that two inputs
// of one step collide never, and two longer inputs by chance only.

const MULTIPLIER: u64 = 0xff51afd7ed558ccd;
const FINISHER: u64 = 0xc4ceb9fe1a85ec53;
/** Odd base of polynomial hashes; also what makes small numbers unlike each other. */
export const BASE: u64 = 0x9e3779b97f4a7c15;

/** The hash of what was hashed so far and a word of 64 bits. */
export function step(hash: u64, word: u64): u64 {
  const h = (hash ^ word) * MULTIPLIER;
  return h ^ (h >> 32);
}

/** Brings the differences of the last step, which may be in its high bits only, to the others. A bijection. */
export function finish(hash: u64): u64 {
  const h = hash * FINISHER;
  return h ^ (h >> 29);
}

/** 32 bits that depend on all 64. */
export function narrow(hash: u64): u32 {
  return <u32>(((hash ^ (hash >> 32)) * FINISHER) >> 32);
}

/** A step of which only the high bits are wanted. */
export function thrown(salt: u64, hash: u32): u64 {
  return step(salt, <u64>hash) * FINISHER;
}

/** Hash of `length` bytes, at least one, eight a step. Reads, and masks off, up to 7 bytes after them. */
export function hashBytes(from: usize, length: u32): u64 {
  let h: u64 = <u64>length * BASE;
  while (length > 8) {
    h = step(h, load<u64>(from));
    from += 8;
    length -= 8;
  }
  return finish(step(h, load<u64>(from) & (<u64>-1 >> ((8 - <u64>length) << 3))));
}

export function power(exponent: u32): u64 {
  let result: u64 = 1;
  for (let i: u32 = 0; i < exponent; i++) result *= BASE;
  return result;
}
