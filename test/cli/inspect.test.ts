import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../src/run.ts';
import { tempFolder, writeFiles } from '../engine/harness.ts';
import { cli } from './harness.ts';

const tokenizer = fileURLToPath(new URL('../../fixtures/tokenizers/small', import.meta.url));
const folder = tempFolder();
const out = join(folder.path, 'out');
afterAll(() => folder.remove());

beforeAll(async () => {
  const talk = (i: number) => ({
    messages: [
      { role: 'user', content: `Question ${i}: does the pump run?` },
      { role: 'assistant', content: `Answer ${i}: it does, since Monday morning.` },
    ],
  });
  const lines = Array.from({ length: 5 }, (_, i) => JSON.stringify(talk(i + 1)));
  writeFiles(folder.path, { 'in/a.jsonl': `${lines.join('\n')}\n` });
  const pipeline = {
    name: 'inspected',
    root: folder.path,
    sources: [{ use: 'jsonl', files: 'in/*.jsonl' }],
    stages: [{ use: 'tokenize', tokenizer, maxTokens: 100 }],
    sink: { use: 'jsonl', format: 'messages', dir: 'out' },
  };
  await run(pipeline as never, { workers: 0 });
});

describe('inspect', () => {
  test('shows a row as the model sees it, and what of it is learned', async () => {
    const { code, out: printed } = await cli('inspect', out, '--row', 'train.jsonl:2');
    expect(code).toBe(0);
    expect(printed).toMatch(/^train\.jsonl:2, document [0-9a-f]{16}: \d+ tokens, \d+ learned, \d+ left to the limit\n/);
    expect(printed).toContain(
      '<|im_start|>user\nQuestion 2: does the pump run?<|im_end|>\n<|im_start|>assistant\n⟦Answer 2: it does, since Monday morning.<|im_end|>⟧\n',
    );
  });

  test('lists tokens with their ids', async () => {
    const { out: printed } = await cli('inspect', out, '--ids');
    expect(printed).toContain('\n        1  "<|im_start|>"\n');
    expect(printed).toContain('\n+       2  "<|im_end|>"\n');
  });

  test('gives all of it to scripts', async () => {
    const { ids, learned, tokens, trained } = JSON.parse((await cli('inspect', out, '--json')).out);
    expect(ids).toHaveLength(tokens);
    expect(learned.filter(Boolean)).toHaveLength(trained);
  });

  test('writes a page for its owner alone, with the rows from there on', async () => {
    const page = join(folder.path, 'rows.html');
    const { err } = await cli('inspect', out, '--row', 'train:3', '--html', page);
    expect(err).toContain('It holds text of the dataset.');
    expect(statSync(page).mode & 0o777).toBe(0o600);
    const text = readFileSync(page, 'utf8');
    expect([1, 2, 3, 4, 5].map(i => text.includes(`Answer ${i}`))).toEqual([false, false, true, true, true]);
  });

  test.each([
    [['--row', 'train:6'], 'train.jsonl has no row 6, but 5 rows'],
    [['--row', 'train:0'], 'is no row; name one as FILE:LINE, of train.jsonl'],
    [['--row', 'somewhere'], '"somewhere" is no row'],
    [['--tokenizer', folder.path], 'name the folder of the model with --tokenizer'],
  ])('says what is wrong: %j', async (args, said) => {
    const { code, err } = await cli('inspect', out, ...args);
    expect(code).toBe(2);
    expect(err).toContain(said);
  });

  test('does not write a page where the row is not there', async () => {
    const page = join(folder.path, 'none.html');
    await cli('inspect', out, '--row', 'train:6', '--html', page);
    expect(existsSync(page)).toBe(false);
  });
});
