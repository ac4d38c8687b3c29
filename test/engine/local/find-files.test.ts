import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findFiles } from '../../../src/engine/local/find-files.ts';
import { tempFolder, writeFiles } from '../harness.ts';

let folder: ReturnType<typeof tempFolder>;
beforeEach(() => {
  folder = tempFolder();
});
afterEach(() => folder.remove());

async function find(patterns: string[], exclude: string[] = []) {
  const found = await findFiles(folder.path, patterns, exclude);
  return found.map(({ uri, fail }) => (fail === undefined ? uri : `${uri} ${fail}`));
}

test('sorts by name, leaves out what is excluded', async () => {
  writeFiles(folder.path, { 'b.txt': '', 'a/z.txt': '', 'a/y.txt': '', 'skip/x.txt': '' });
  expect(await find(['**/*.txt'], ['skip/**'])).toEqual(['a/y.txt', 'a/z.txt', 'b.txt']);
});

test('follows links to files and folders', async () => {
  writeFiles(folder.path, { 'real/a.txt': '' });
  symlinkSync(join(folder.path, 'real'), join(folder.path, 'linked'));
  symlinkSync(join(folder.path, 'real/a.txt'), join(folder.path, 'b.txt'));
  expect(await find(['**/*.txt'])).toEqual(['b.txt', 'linked/a.txt', 'real/a.txt']);
});

test('reports links that lead back, once, and goes on', async () => {
  writeFiles(folder.path, { 'a/b/c.txt': '' });
  symlinkSync(join(folder.path, 'a'), join(folder.path, 'a/b/up'));
  symlinkSync('self.txt', join(folder.path, 'self.txt'));
  expect(await find(['**/*.txt'])).toEqual(['a/b/c.txt', 'a/b/up E_LINK_LOOP', 'self.txt E_LINK_LOOP']);
});

test('reports a broken link', async () => {
  mkdirSync(join(folder.path, 'in'));
  symlinkSync('nowhere', join(folder.path, 'in/a.txt'));
  expect(await find(['in/*'])).toEqual(['in/a.txt E_UNREADABLE']);
});

test('a pattern that is the path of a file means that file', async () => {
  writeFiles(folder.path, { 'manual [1] {final}.txt': '', 'manual 1 final.txt': '' });
  expect(await find(['manual [1] {final}.txt'])).toEqual(['manual [1] {final}.txt']);
});
