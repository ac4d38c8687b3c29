// Code points of UTF-8, and what the host says of them.

/** Asks the host to fill in what is known of the code points 256 `block` to 256 `block` + 255. */
declare function fillKnown(block: u32): void;

// What is known of a code point: its class, and whether folding may change it or what it makes of the one before it.
const WORD: u32 = 1;
export const UNSPACED: u32 = 2;
export const BLANK: u32 = 3;
export const CLASS: u32 = 3;
export const UNFOLDED: u32 = 4;

/** Four bits for each code point, and for each block of 256 a byte that is not 0 where the block is filled. */
export const known: usize = memory.data(0x110000 / 2, 8);
export const filled: usize = memory.data(0x110000 / 256, 8);

export function knownOf(code: u32): u32 {
  if (load<u8>(filled + <usize>(code >> 8)) === 0) fillKnown(code >> 8);
  return (<u32>load<u8>(known + <usize>(code >> 1)) >> ((code & 1) << 2)) & 15;
}

export function isWord(kind: u32): bool {
  return kind === WORD || kind === UNSPACED;
}

/** Bytes of a code point by its first. */
export function sizeOf(lead: u32): u32 {
  return 1 + u32(lead >= 0xc0) + u32(lead >= 0xe0) + u32(lead >= 0xf0);
}

/** The code point at an address, which must be well-formed. */
export function decode(at: usize, lead: u32): u32 {
  if (lead < 0x80) return lead;
  const second = <u32>load<u8>(at, 1) & 0x3f;
  if (lead < 0xe0) return ((lead & 0x1f) << 6) | second;
  const third = <u32>load<u8>(at, 2) & 0x3f;
  if (lead < 0xf0) return ((lead & 0x0f) << 12) | (second << 6) | third;
  return ((lead & 0x07) << 18) | (second << 12) | (third << 6) | (<u32>load<u8>(at, 3) & 0x3f);
}
