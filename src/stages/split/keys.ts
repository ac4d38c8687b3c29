import type { Document } from '../../core/document.ts';
import { hashOf } from '../../core/hash.ts';
import type { TogetherLabel } from './options.ts';

/** Bytes of a key: a 64-bit hash, high byte first. */
const KEY = 8;

/**
 * Hashes of all that ties a document to others besides its text: values of labels, and what it was born of. Those that
 * stay the same when documents are added are the smaller ones, since the place of a group goes by its smallest key: a
 * thread that is continued is the same thread, a cluster may get another name.
 */
export function keysOf(doc: Document, labels: readonly TogetherLabel[]): Uint8Array {
  const keys: string[] = [];
  for (const label of labels) {
    const value = doc.labels[label];
    if (value !== undefined) keys.push(keyOf(label, value, label !== 'cluster'));
  }
  // `a1b2-3` was born of `a1b2`, `a1b2-3-1` of `a1b2-3`.
  keys.push(keyOf('parent', doc.id.split('-', 1)[0]!, false));
  return Buffer.from(keys.join(''), 'hex');
}

/** The first bit tells the smaller half of the keys from the greater. */
function keyOf(name: string, value: string, isSmall: boolean): string {
  const hash = hashOf(name, value).slice(0, 2 * KEY);
  const first = Number.parseInt(hash.slice(0, 2), 16);
  return (isSmall ? first & 0x7f : first | 0x80).toString(16).padStart(2, '0') + hash.slice(2);
}

/** What is kept of a document until the decision. */
export interface SplitSketch {
  readonly keys: Uint8Array;
  /** Name of the stratum, less the source. */
  readonly stratum: string;
  /** As `TextSketcher` makes it. */
  readonly text: Uint8Array;
}

/** Two bytes for each length, then the keys, the stratum and the text. */
export function packSketch({ keys, stratum, text }: SplitSketch): Uint8Array {
  const name = Buffer.from(stratum);
  const lengths = Uint8Array.of(keys.length >> 8, keys.length & 255, name.length >> 8, name.length & 255);
  return Buffer.concat([lengths, keys, name, text]);
}

export function keysIn(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(4, 4 + keyBytes(bytes));
}

export function stratumIn(bytes: Uint8Array): string {
  const start = 4 + keyBytes(bytes);
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, nameBytes(bytes)).toString();
}

export function textIn(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(4 + keyBytes(bytes) + nameBytes(bytes));
}

function keyBytes(bytes: Uint8Array): number {
  return (bytes[0]! << 8) | bytes[1]!;
}

function nameBytes(bytes: Uint8Array): number {
  return (bytes[2]! << 8) | bytes[3]!;
}

/** Calls `visit` with the two halves of every key. */
export function eachKey(keys: Uint8Array, visit: (high: number, low: number) => void): void {
  const view = new DataView(keys.buffer, keys.byteOffset, keys.byteLength);
  for (let at = 0; at < keys.length; at += KEY) visit(view.getUint32(at), view.getUint32(at + 4));
}
