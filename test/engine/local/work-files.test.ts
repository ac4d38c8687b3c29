// Sketches and byte strings on disk come back as they were, whoever asks in whatever order.
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SketchReader, SketchWriter } from '../../../src/engine/local/sketch-file.ts';
import { temporaryScratch } from '../../harness.ts';
import { tempFolder } from '../harness.ts';

let folder: ReturnType<typeof tempFolder>;
beforeEach(() => {
  folder = tempFolder();
});
afterEach(() => folder.remove());

const bytesOf = (length: number, seed: number) => Uint8Array.from({ length }, (_, i) => (seed * 31 + i * 7) & 255);

test('sketches, however long: of one byte, and of more than a chunk of the file', async () => {
  const lengths = [5, 3 << 20, 0, 1, (1 << 20) - 14, 1, 2 << 20, 7];
  const writer = new SketchWriter(join(folder.path, 'a.sketch'));
  for (const [i, length] of lengths.entries()) writer.append(`id${i}`, bytesOf(length, i));
  writer.close();
  const input = { path: writer.file.path, source: 0, count: lengths.length, bytes: writer.file.bytes };
  const reader = new SketchReader([input], [], ['one']);
  const read: (readonly [string, Buffer])[] = [];
  for await (const { id, bytes } of reader) read.push([id, Buffer.from(bytes)]);
  const expected = lengths.map((length, i) => [`id${i}`, Buffer.from(bytesOf(length, i))]);
  expect(read.map(([id]) => id)).toEqual(expected.map(([id]) => id));
  expect(read.every(([, bytes], i) => bytes.equals(expected[i]![1] as Buffer))).toBe(true);
  for (const i of [6, 0, 7, 2]) {
    const { id, bytes } = await reader.at(i);
    expect(id).toBe(`id${i}`);
    expect(Buffer.from(bytes).equals(bytesOf(lengths[i]!, i))).toBe(true);
  }
  reader.close();
});

test('what a store holds, one after the other or not, while more is added', () => {
  const asked = fc.array(fc.nat(63), { maxLength: 40 });
  fc.assert(
    fc.property(fc.array(fc.nat(20_000), { minLength: 1, maxLength: 64 }), asked, (lengths, order) => {
      const scratch = temporaryScratch();
      const store = scratch.store();
      for (const [i, length] of lengths.entries()) {
        store.append(bytesOf(length, i));
        expect(Buffer.from(store.at(i)).equals(bytesOf(length, i))).toBe(true);
      }
      for (const index of [...lengths.keys(), ...order.map(each => each % lengths.length), ...lengths.keys()]) {
        expect(Buffer.from(store.at(index)).equals(bytesOf(lengths[index]!, index))).toBe(true);
      }
      scratch.remove();
    }),
    { numRuns: 30 },
  );
});
