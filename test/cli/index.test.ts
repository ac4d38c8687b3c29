// Earlier datasets: `against` with folders, files and indexes, and the command that builds an index.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { seededRandom } from '../../src/core/hash.ts';
import { digest, tempFolder, writeFiles } from '../engine/harness.ts';
import { cli } from './harness.ts';

const sentence = (seed: string) => {
  const random = seededRandom(seed);
  return Array.from({ length: 30 }, () => `w${Math.floor(random() * 900)}`).join(' ');
};
const lines = (...seeds: readonly string[]) =>
  seeds.map(seed => `${JSON.stringify({ text: sentence(seed) })}\n`).join('');

let folder: ReturnType<typeof tempFolder>;
let root: string;

beforeEach(() => {
  folder = tempFolder();
  root = folder.path;
  writeFiles(root, {
    'old/a.jsonl': lines('1', '2', '3'),
    'old/b.jsonl': lines('4', '5'),
    'in/new.jsonl': lines('2', '5', '6'),
  });
});

afterEach(() => {
  folder.remove();
});

/** Builds an index of data under the root. */
const build = (index: string, ...args: readonly string[]) =>
  cli('index', 'build', join(root, index), ...args, '--root', root);

/** A pipeline over a folder whose `dedupe` has these options; its output goes to `out/NAME`. */
function pipeline(name: string, files: string, dedupe: object, more: object = {}): string {
  const path = join(root, `${name}.json`);
  const sources = [{ use: 'jsonl', files }];
  const stages = [{ use: 'dedupe', ...dedupe }];
  writeFileSync(path, JSON.stringify({ name, sources, stages, sink: { format: 'text', dir: `out/${name}` }, ...more }));
  return path;
}

const clusters = (name: string) =>
  readFileSync(join(root, `out/${name}/clusters.jsonl`), 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as { keeper: string; relation: string });

describe('against', () => {
  test('files that match: what they hold goes, with file and line', async () => {
    expect((await cli('run', pipeline('now', 'in/*.jsonl', { against: 'old/*.jsonl' }))).code).toBe(0);
    expect(readFileSync(join(root, 'out/now/train.jsonl'), 'utf8')).toBe(lines('6'));
    expect(clusters('now')).toMatchObject([
      { keeper: 'old/a.jsonl:2', relation: 'earlier' },
      { keeper: 'old/b.jsonl:2', relation: 'earlier' },
    ]);
  });

  test('the folder of a finished run, packed or not', async () => {
    await cli('run', pipeline('first', 'old/*.jsonl', {}, { sink: { format: 'text', dir: 'out/first', gzip: true } }));
    await cli('run', pipeline('now', 'in/*.jsonl', { against: 'out/first' }));
    expect(readFileSync(join(root, 'out/now/train.jsonl'), 'utf8')).toBe(lines('6'));
    expect(clusters('now')[0]!.keeper).toBe('out/first/train.jsonl.gz:2');
  });

  test('an index, with the same result as the files it was made of', async () => {
    await build('index', 'old/a.jsonl', 'old/b.jsonl');
    await cli('run', pipeline('files', 'in/*.jsonl', { against: ['old/a.jsonl', 'old/b.jsonl'] }));
    await cli('run', pipeline('index', 'in/*.jsonl', { against: 'index' }, { name: 'files' }));
    expect(readFileSync(join(root, 'out/index/train.jsonl'))).toEqual(
      readFileSync(join(root, 'out/files/train.jsonl')),
    );
    expect(clusters('index')).toEqual(clusters('files'));
  });

  test('what changes there is decided anew', async () => {
    const path = pipeline('now', 'in/*.jsonl', { against: 'old/*.jsonl' });
    await cli('run', path, '--keep-work');
    writeFileSync(join(root, 'old/b.jsonl'), lines('6'));
    await cli('run', path);
    expect(readFileSync(join(root, 'out/now/train.jsonl'), 'utf8')).toBe(lines('5'));
  });

  test.each([
    ['nothing there', 'older/*.jsonl', {}, 'E_REFERENCE', /no such file/],
    ['a folder of something else', 'old', {}, 'E_REFERENCE', /neither a finished run nor an index/],
    ['a broken line', 'bad.jsonl', { 'bad.jsonl': '{"text": "one two"}\n{"text": \n' }, 'E_REFERENCE', /bad\.jsonl:2/],
    ['a file that cannot be read', 'bad.pdf', { 'bad.pdf': '%PDF-1.7 one two' }, 'E_REFERENCE', /bad\.pdf\): E_BROKEN/],
    ['no known format', 'odd.bin', { 'odd.bin': '\u0000\u0001\u0002' }, 'E_REFERENCE', /not recognised/],
    ['a damaged index', 'index', { 'index/index.json': '{' }, 'E_REFERENCE', /damaged/],
    ['an index of another version', 'index', { 'index/index.json': '{"schema":"x"}' }, 'E_REFERENCE', /damaged/],
  ])('stops the run: %s', async (_name, against, files, code, said) => {
    writeFiles(root, files);
    const { code: exit, err } = await cli('run', pipeline('now', 'in/*.jsonl', { against }));
    expect(exit).toBe(2);
    expect(err).toContain(`error ${code}`);
    expect(err).toMatch(said);
    expect(err).not.toContain('one two');
    // Before any document was read.
    expect(err).not.toContain('deciding');
  });

  test('`previous` needs to know the splits, and says so before anything is read', async () => {
    const stages = [{ use: 'split', previous: 'old/a.jsonl' }];
    const { code, err } = await cli('run', pipeline('now', 'in/*.jsonl', {}, { stages }));
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('error E_REFERENCE') });
    expect(err).toMatch(/old\/a\.jsonl.*which split a row is in/s);
    expect(err).not.toContain('deciding');
  });

  test('an index of the same rows under another name is decided anew', async () => {
    await build('index', 'old/*.jsonl');
    const path = pipeline('now', 'in/*.jsonl', { against: 'index' });
    await cli('run', path);
    expect(clusters('now').map(({ keeper }) => keeper)).toEqual(['old/a.jsonl:2', 'old/b.jsonl:2']);
    rmSync(join(root, 'index'), { recursive: true });
    renameSync(join(root, 'old/a.jsonl'), join(root, 'old/c.jsonl'));
    await build('index', 'old/*.jsonl');
    await cli('run', path);
    expect(clusters('now').map(({ keeper }) => keeper)).toEqual(['old/c.jsonl:2', 'old/b.jsonl:2']);
  });

  test('an index with other shingles is refused, and one with a file cut off', async () => {
    await build('index', 'old/a.jsonl', '--words', '3');
    const path = pipeline('now', 'in/*.jsonl', { against: 'index' });
    expect((await cli('run', path)).err).toMatch(/E_REFERENCE.*"words":3.*"words":5/);
    const indexFile = join(root, 'index/index.json');
    writeFileSync(indexFile, readFileSync(indexFile, 'utf8').replace(/"version": \d+/, '"version": 0'));
    expect(await cli('index', 'info', join(root, 'index'))).toMatchObject({
      code: 0,
      err: expect.stringContaining('Made by another version'),
    });
    const [sketches] = readdirSync(join(root, 'index')).filter(name => name.endsWith('.sketch'));
    writeFileSync(join(root, 'index', sketches!), 'cut');
    expect((await cli('index', 'info', join(root, 'index'))).err).toContain('missing or damaged');
  });
});

describe('index', () => {
  test('adding gives the same bytes as building at once, in whatever order', async () => {
    await build('once', 'old/a.jsonl', 'old/b.jsonl');
    await build('added', 'old/b.jsonl');
    const { err, out } = await build('added', 'old/b.jsonl', 'old/a.jsonl');
    expect(err).toBe('has already old/b.jsonl: 2 rows\nsketched old/a.jsonl: 3 rows\n');
    expect(out).toMatch(/^Index for dedupe \(.*words 5.*\): 5 rows\n {2}old\/a\.jsonl: 3 rows/);
    expect(digest(join(root, 'added'))).toEqual(digest(join(root, 'once')));
  });

  test('holds hashes, no text', async () => {
    await build('index', 'old/a.jsonl');
    for (const name of readdirSync(join(root, 'index'))) {
      expect(readFileSync(join(root, 'index', name), 'latin1')).not.toContain(sentence('1').slice(0, 12));
    }
  });

  test('takes its shingles from a pipeline', async () => {
    const path = pipeline('now', 'in/*.jsonl', { against: 'index', words: 3 });
    await build('index', 'old/a.jsonl', '--pipeline', path);
    expect(JSON.parse((await cli('index', 'info', join(root, 'index'), '--json')).out)).toMatchObject({
      sketchedWith: { words: 3 },
    });
    expect((await cli('run', path)).code).toBe(0);
  });

  test('never takes over a folder of something else', async () => {
    const { code, err } = await build('old', 'in/new.jsonl');
    expect([code, err]).toEqual([2, expect.stringContaining('E_OUT_NOT_EMPTY')]);
  });

  test('goes on after it was stopped', async () => {
    mkdirSync(join(root, 'index'));
    writeFileSync(join(root, 'index/0123.sketch.partial'), 'half');
    expect((await build('index', 'old/a.jsonl')).code).toBe(0);
    expect(readdirSync(join(root, 'index'))).toHaveLength(2);
  });

  test('a folder without an index', async () => {
    const { code, err } = await cli('index', 'info', join(root, 'in'));
    expect([code, err]).toEqual([2, expect.stringMatching(/E_REFERENCE.*there is no index in it/)]);
  });

  test.each([[['index', 'build', 'x']], [['index', 'info', 'x', 'y']], [['index', 'mend', 'x']]])(
    '%j is no command',
    async argv => {
      expect((await cli(...argv)).err).toContain('E_USAGE');
    },
  );
});
