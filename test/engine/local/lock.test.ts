import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeLock } from '../../../src/engine/local/lock.ts';
import { tempFolder } from '../harness.ts';

let folder: ReturnType<typeof tempFolder>;
let lock: string;
beforeEach(() => {
  folder = tempFolder();
  lock = join(folder.path, 'lock');
});
afterEach(() => folder.remove());

const statOf = (pid: number) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');

test('is taken once, and given back', () => {
  const release = takeLock(lock);
  expect(() => takeLock(lock)).toThrow(expect.objectContaining({ code: 'E_LOCKED', detail: `process ${process.pid}` }));
  release();
  expect(existsSync(lock)).toBe(false);
});

test.each(['999999999 1', 'nonsense', '', '-1 1'])('is taken over from a process that is not there: "%s"', content => {
  writeFileSync(lock, content);
  takeLock(lock)();
});

test.runIf(existsSync('/proc/self/stat'))(
  'is taken over from a process that has ended and was never asked about',
  async () => {
    // The shell becomes `sleep`, which does not ask about the child that it inherits.
    const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 20']);
    try {
      const [printed] = (await parent.stdout.take(1).toArray()) as [Buffer];
      const pid = Number(printed.toString());
      while (statOf(pid)[0] !== 'Z') await new Promise(resolve => setTimeout(resolve, 10));
      writeFileSync(lock, `${pid} ${statOf(pid)[19]}`);
      takeLock(lock)();
    } finally {
      parent.kill('SIGKILL');
    }
  },
);
