import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { tempFolder, writeFiles } from '../engine/harness.ts';
import { cli } from './harness.ts';

const temp = tempFolder();
afterAll(() => temp.remove());
const at = (name: string) => join(temp.path, name);

const row = (...roles: string[]) =>
  `${JSON.stringify({ messages: roles.map(role => ({ role, content: `sesame ${role}` })) })}\n`;
const odd = `${row('user', 'assistant')}\n${row('user', 'user', 'assistant', 'user')}{"sesame": 1}\n`;
writeFiles(temp.path, {
  'good.jsonl': row('user', 'assistant'),
  'odd.jsonl': odd,
  'mendable.jsonl': row('user', 'user', 'assistant'),
});

test('a valid file: exit code 0', async () => {
  const { code, out, err } = await cli('validate', at('good.jsonl'), '--for', 'together');
  expect(out).toBe(`${at('good.jsonl')} for together: 1 row, valid\n`);
  expect([code, err]).toEqual([0, '']);
});

test('problems: codes with row numbers and what to do, no text of a row; exit code 1', async () => {
  const { code, out } = await cli('validate', at('good.jsonl'), at('odd.jsonl'), '--for', 'together');
  expect(out).toContain(`${at('odd.jsonl')} for together: 3 rows, NOT VALID\n`);
  expect(out).toContain(`  R_ORDER (1): Two turns of the same role follow each other. Join them. `);
  expect(out).toContain(`    ${at('odd.jsonl')}:3 messages[1]\n`);
  expect(out).toMatch(/R_FORMAT \(1\): .*\n {4}.*odd\.jsonl:4\n/);
  expect(out).not.toContain('sesame');
  expect(code).toBe(1);
});

test('--json: one value', async () => {
  const { code, out } = await cli('validate', at('odd.jsonl'), '--for', 'together', '--json');
  expect(JSON.parse(out)).toEqual([
    {
      file: at('odd.jsonl'),
      rows: 3,
      problems: {
        counts: { R_BLANK_LINE: 1, R_ORDER: 1, R_LAST: 1, R_FORMAT: 1 },
        told: [
          { row: 2, code: 'R_BLANK_LINE' },
          { row: 3, code: 'R_ORDER', at: 'messages[1]' },
          { row: 3, code: 'R_LAST', at: 'messages[3]' },
          { row: 4, code: 'R_FORMAT' },
        ],
      },
      mended: { counts: {}, told: [] },
    },
  ]);
  expect(code).toBe(1);
});

test('--fix writes a mended copy and says what it mended; its input stays as it is', async () => {
  const { code, out } = await cli('validate', at('odd.jsonl'), '--for', 'together', '--fix', at('fixed.jsonl'));
  expect(out).toContain('  mended R_ORDER (1): ');
  expect(out).toContain('  mended R_BLANK_LINE (1): ');
  expect(code).toBe(1);
  const mended = {
    messages: [
      { role: 'user', content: 'sesame user\n\nsesame user' },
      { role: 'assistant', content: 'sesame assistant' },
    ],
  };
  expect(readFileSync(at('fixed.jsonl'), 'utf8')).toBe(
    `${row('user', 'assistant')}${JSON.stringify(mended)}\n{"sesame": 1}\n`,
  );
  expect(readFileSync(at('odd.jsonl'), 'utf8')).toBe(odd);
  expect((await cli('validate', at('mendable.jsonl'), '--for', 'together', '--fix', at('whole.jsonl'))).code).toBe(0);
});

test('--fix never writes over a file, its input least of all', async () => {
  symlinkSync(at('odd.jsonl'), at('other-name.jsonl'));
  for (const out of ['odd.jsonl', 'other-name.jsonl', 'good.jsonl']) {
    const { code, err } = await cli('validate', at('odd.jsonl'), '--for', 'together', '--fix', at(out));
    expect(err).toContain('--fix writes a new file');
    expect(code).toBe(2);
  }
  expect(readFileSync(at('odd.jsonl'), 'utf8')).toBe(odd);
  expect((await cli('validate', at('odd.jsonl'), at('good.jsonl'), '--for', 'trl', '--fix', at('x'))).err).toContain(
    '--fix takes one FILE',
  );
});

test('a file that cannot be read, and a runner that there is not', async () => {
  const { code, err } = await cli('validate', at('none.jsonl'), '--for', 'trl', '--fix', at('x'));
  expect(err).toMatch(/^error E_UNREADABLE: .*ENOENT/);
  expect([code, existsSync(at('x'))]).toEqual([1, false]);
  expect((await cli('validate', temp.path, '--for', 'trl')).err).toContain('EISDIR');
  expect((await cli('validate', at('good.jsonl'), '--for', 'gemni')).err).toContain('did you mean gemini?');
  expect((await cli('validate', at('good.jsonl'))).code).toBe(2);
});
