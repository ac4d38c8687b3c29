import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AtomicFile, writeAtomically } from '../../../src/engine/local/files.ts';
import { takeLock } from '../../../src/engine/local/lock.ts';
import { tempFolder, writeFiles } from '../harness.ts';

let folder: ReturnType<typeof tempFolder>;
beforeEach(() => {
  folder = tempFolder();
});
afterEach(() => folder.remove());

test('a file exists under its name only when it is complete', () => {
  const path = join(folder.path, 'a/b.txt');
  const file = new AtomicFile(path);
  file.write('x'.repeat(300_000));
  file.write('yz');
  expect(existsSync(path)).toBe(false);
  file.close();
  expect(readFileSync(path, 'utf8')).toBe(`${'x'.repeat(300_000)}yz`);
  expect(existsSync(`${path}.partial`)).toBe(false);
});

test('a discarded file leaves nothing', () => {
  const path = join(folder.path, 'b.txt');
  const file = new AtomicFile(path);
  file.write('x');
  file.discard();
  expect(existsSync(path) || existsSync(`${path}.partial`)).toBe(false);
});

test.skipIf(!existsSync('/dev/full'))('a full disk is E_DISK_FULL, and the file does not exist', () => {
  const path = join(folder.path, 'full.txt');
  // Linux: every write to this device fails as if the disk were full.
  symlinkSync('/dev/full', `${path}.partial`);
  expect(() => writeAtomically(path, 'x'.repeat(300_000))).toThrow(expect.objectContaining({ code: 'E_DISK_FULL' }));
  expect(existsSync(path)).toBe(false);
});

test('the lock of a process that is gone is taken over', () => {
  const path = join(folder.path, 'lock');
  writeFiles(folder.path, { lock: '999999999 1' });
  const release = takeLock(path);
  expect(readFileSync(path, 'utf8')).toMatch(new RegExp(`^${process.pid} `));
  release();
  expect(existsSync(path)).toBe(false);
});

test('a process number that was given out again is not the same process', () => {
  writeFiles(folder.path, { lock: `${process.pid} 1` });
  takeLock(join(folder.path, 'lock'))();
});

test('the lock of a living process holds', () => {
  const path = join(folder.path, 'lock');
  const release = takeLock(path);
  expect(() => takeLock(path)).toThrow(expect.objectContaining({ code: 'E_LOCKED' }));
  release();
});
