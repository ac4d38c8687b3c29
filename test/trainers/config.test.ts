import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { DatasetFacts, SplitName } from '../../src/core/facts.ts';
import { formats } from '../../src/formats/index.ts';
import { axolotl } from '../../src/trainers/axolotl.ts';
import { trl } from '../../src/trainers/trl.ts';

const split = (name: SplitName, rows: number) => ({
  name,
  file: `${name}.jsonl`,
  rows,
  characters: 1,
  bytes: 1,
  sha256: '0',
});

const support: DatasetFacts = {
  name: 'support-tickets',
  format: 'messages',
  splits: [split('train', 90), split('validation', 5), split('test', 5)],
  maxTokens: 1817,
  tokenizer: './models/target',
};

/** No validation rows, no tokens. */
const bare: DatasetFacts = {
  name: 'bare',
  format: 'text',
  splits: [{ ...split('train', 3), file: 'train.jsonl.gz' }, split('validation', 0)],
};

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/trainers/${name}`, import.meta.url), 'utf8');

test.each([
  ['support-tickets', trl, support],
  ['bare', trl, bare],
  ['support-tickets', axolotl, support],
  ['bare', axolotl, bare],
])('%s: the files are as expected', (name, trainer, dataset) => {
  for (const { path, text } of trainer.configure(dataset)) expect(text).toBe(fixture(`${name}/${path}`));
});

describe.each([axolotl, trl].map(trainer => [trainer.name, trainer] as const))('%s', (_name, trainer) => {
  test.each(trainer.accepts.map(format => [format]))('writes valid YAML for %s', format => {
    expect(formats.map(one => one.name)).toContain(format);
    for (const dataset of [support, bare]) {
      const [file] = trainer.configure({ ...dataset, format });
      expect(trainer.command(dataset)).toContain(file!.path);
      expect(file!.text).toContain(trainer.command(dataset));
      const config = parse(file!.text) as Record<string, unknown>;
      expect(config.learning_rate).toBe(2e-4);
      expect(config.model_name_or_path ?? config.base_model).toBe('SET-THE-MODEL');
      expect(config.max_length ?? config.sequence_len).toBe(dataset === support ? 1856 : 4096);
    }
  });

  test('keeps names from becoming configuration', () => {
    const [file] = trainer.configure({ ...support, name: 'x\nseed: 1', tokenizer: 'm\r\nseed: 2\u2028seed: 3' });
    expect((parse(file!.text) as { seed: number }).seed).toBe(7);
  });
});

test('a longest row of a multiple of 64 tokens leaves room for one more', () => {
  const [file] = trl.configure({ ...support, maxTokens: 1856 });
  expect((parse(file!.text) as { max_length: number }).max_length).toBe(1920);
});
