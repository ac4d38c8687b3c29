import { sha256 } from '../core/hash.ts';
import { SLOTS } from './features.ts';
import { Gazetteer } from './gazetteer.ts';
import { LABELS, TYPES } from './labels.ts';
import { weights as packed } from './weights.ts';

/** Steps of a span's margin that have a chance of their own. */
export const STEPS = 32;
/** What stands before a token (see `tokens.ts`). */
export const GAPS = 4;

export interface Model {
  readonly emissions: Int8Array;
  readonly transitions: Int32Array;
  readonly lists: Gazetteer;
  /** The chance in 255ths that a span is right, `type * STEPS + step`: measured on held-out text, rising with the margin. */
  readonly chances: Uint8Array;
}

let loaded: Model | undefined;

/** The trained model, unpacked on the first call. */
export function model(): Model {
  loaded ??= unpack(Buffer.from(packed, 'base64'));
  return loaded;
}

/** What tells one training of the model from another: the SHA-256 of its weights, hex. */
export function modelHash(): string {
  return sha256(packed);
}

/** The step of a margin: finer where margins are small. */
export function stepOf(margin: number): number {
  return Math.max(0, Math.min(STEPS - 1, Math.floor(Math.sqrt(Math.max(0, margin)))));
}

/**
 * Reads what `scripts/train-tagger/pack.ts` writes: the word lists as rising hashes, each as its distance to the one
 * before, with their bits; transitions; chances; and all weights that are not 0, again by distance.
 */
export function unpack(bytes: Uint8Array): Model {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  /** LEB128: seven bits a byte, lowest first. */
  const number = () => {
    let value = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = bytes[at++]!;
      value += (byte & 127) * unit;
      if (byte < 128) return value;
    }
  };
  const words = new Map<number, number>();
  for (let left = number(), hash = 0; left > 0; left--) {
    hash += number();
    words.set(hash | 0, bytes[at++]!);
  }
  const transitions = new Int32Array(GAPS * LABELS * LABELS);
  for (let i = 0; i < transitions.length; i++, at += 2) transitions[i] = view.getInt16(at, true);
  const chances = bytes.slice(at, at + TYPES.length * STEPS);
  at += chances.length;
  const emissions = new Int8Array(SLOTS * LABELS);
  for (let left = number(), place = 0; left > 0; left--) {
    place += number();
    emissions[place] = view.getInt8(at++);
  }
  return { emissions, transitions, lists: new Gazetteer(words), chances };
}
