import { createHash, hash as hashAtOnce } from 'node:crypto';

/** SHA-256 of the parts, each preceded by its length, so that `['a', 'b']` and `['ab']` differ. Hex. */
export function hashOf(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part;
    hash.update(`${bytes.length}:`).update(bytes);
  }
  return hash.digest('hex');
}

/** SHA-256 of plain bytes or a UTF-8 string, as `sha256sum` prints it. */
export function sha256(data: string | Uint8Array): string {
  return hashAtOnce('sha256', data, 'hex');
}

/** JSON with sorted keys: the same value gives the same text whatever the order it was built in. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  );
}

/** A generator of numbers in [0, 1) from a text seed: mulberry32 over the first 32 bits of its SHA-256. */
export function seededRandom(seed: string): () => number {
  let state = Number.parseInt(sha256(seed).slice(0, 8), 16);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
