import { expect, test } from 'vitest';
import { z } from 'zod';
import { catalogOf } from '../../src/catalog.ts';
import { Meter } from '../../src/cli/meter.ts';
import type { InputFile, SourceContext, Unit } from '../../src/core/source.ts';
import { defineSource } from '../../src/define.ts';
import type { Shard } from '../../src/engine/local/shard.ts';
import { limits } from '../harness.ts';

const encoder = new TextEncoder();
const part = (text: string) => ({ parts: [{ role: 'document', text }] as const });
const about = { summary: '', options: z.strictObject({}), adds: [], detect: () => 1 };

async function* linesOf(file: InputFile): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of file.stream()) {
    const pieces = (rest + Buffer.from(chunk).toString()).split('\n');
    rest = pieces.pop()!;
    yield* pieces;
  }
}

/** Reads line by line; the other files of its unit are read whole before. */
const streaming = defineSource({
  ...about,
  name: 'streaming',
  async *read({ files }) {
    for (const other of files.slice(1)) await other.read();
    for await (const line of linesOf(files[0]!)) yield part(line);
  },
});
const whole = defineSource({
  ...about,
  name: 'whole',
  async *read({ files }) {
    for (const line of Buffer.from(await files[0]!.read())
      .toString()
      .trimEnd()
      .split('\n'))
      yield part(line);
  },
});
const breaking = defineSource({
  ...about,
  name: 'breaking',
  async *read() {
    yield part('one');
    throw new Error('broken');
  },
});

function fileOf(uri: string, text: string): InputFile {
  const bytes = encoder.encode(text);
  return {
    uri,
    bytes: bytes.length,
    sha256: '',
    read: async () => bytes,
    slice: async (start, end) => bytes.subarray(start, end),
    async *stream() {
      for (let at = 0; at < bytes.length; at += 1 << 18) yield bytes.subarray(at, at + (1 << 18));
    },
  };
}

/** Takes `most` drafts of each unit, as a run with a limit does. Each unit is a source of its own. */
async function estimated(use: string, most: number, ...units: (readonly InputFile[])[]): Promise<number[]> {
  const meter = new Meter(catalogOf([streaming, whole, breaking]));
  const shards = units.map((files, source): Shard => {
    const refs = files.map(({ uri, bytes }) => ({ uri, path: '', bytes, sha256: '' }));
    return { source, use, files: refs };
  });
  const bytes = units.map(files => files.reduce((sum, file) => sum + file.bytes, 0));
  meter.discovered({ shards, sources: bytes.map((sum, i) => ({ files: units[i]!.length, bytes: sum })) });
  const ctx: SourceContext = { limits, count: () => {}, signal: new AbortController().signal };
  for (const files of units) {
    const unit: Unit = { files, start: 0, line: 1 };
    let taken = 0;
    for await (const _ of meter.catalog.sources.get(use)!.read(unit, {} as never, ctx)) if (++taken === most) break;
  }
  return units.map((_, source) => meter.documents(source));
}

const lines = (count: number, each = 'a line of the file, as long as all others') => `${each}\n`.repeat(count);

test('counts what is read to its end, also beyond the sample', async () => {
  expect(await estimated('streaming', 1, [fileOf('a', lines(150))], [fileOf('b', lines(3))])).toEqual([150, 3]);
  expect(await estimated('whole', 20, [fileOf('a', lines(150))])).toEqual([150]);
});

test.each(['streaming', 'whole'])('tells about how many documents a large file has: %s', async use => {
  const [documents] = await estimated(use, 20, [fileOf('a', lines(50_000))]);
  expect(documents).toBeGreaterThan(45_000);
  expect(documents).toBeLessThan(55_000);
});

test('files that hold no documents are not taken for some', async () => {
  const [documents] = await estimated('streaming', 20, [fileOf('a', lines(50_000)), fileOf('people', lines(40_000))]);
  expect(documents).toBeGreaterThan(45_000);
  expect(documents).toBeLessThan(55_000);
});

test('what is no input, as an earlier dataset, is read as it is and not counted', async () => {
  const meter = new Meter(catalogOf([streaming]));
  const ctx: SourceContext = { limits, count: () => {}, signal: new AbortController().signal };
  const unit: Unit = { files: [fileOf('earlier', lines(3))], start: 0, line: 1 };
  let read = 0;
  for await (const _ of meter.catalog.sources.get('streaming')!.read(unit, {} as never, ctx)) read++;
  expect(read).toBe(3);
  expect(meter.documents(0)).toBe(0);
});

test('a file that breaks beyond the sample, an empty one, and none at all', async () => {
  expect(await estimated('breaking', 1, [fileOf('a', 'x')])).toEqual([1]);
  expect(await estimated('streaming', 1, [fileOf('a', '')])).toEqual([0]);
  expect(new Meter(catalogOf([])).documents(0)).toBe(0);
});
