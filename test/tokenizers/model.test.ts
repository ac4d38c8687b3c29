import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Part } from '../../src/core/document.ts';
import { CorpusmithError } from '../../src/core/errors.ts';
import { type ModelFiles, ModelText } from '../../src/tokenizers/model.ts';

const folder = new URL('../../fixtures/tokenizers/small/', import.meta.url);
const read = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)));
const files: ModelFiles = { tokenizer: read('tokenizer.json'), config: read('tokenizer_config.json') };
const model = new ModelText(files);
const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

const talk: readonly Part[] = [
  { role: 'user', text: 'Hi' },
  { role: 'assistant', text: 'Hello, world!' },
];

const golden = Buffer.from(read('golden.jsonl'))
  .toString()
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as { text: string; ids: number[] });

test.each(golden)('ids equal those of the Python library: $text', ({ text, ids }) => {
  expect(model.textIds(text)).toEqual(ids);
});

test('a conversation is encoded as the template writes it, special tokens as single ids', () => {
  const written = '<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\nHello, world!<|im_end|>\n';
  expect(model.chatIds(talk)).toEqual(model.textIds(written));
  expect(model.chatIds(talk).filter(id => id === 1)).toHaveLength(2);
});

test('a text of a megabyte is encoded', () => {
  expect(model.textIds('The controller shows error E17. '.repeat(32_768)).length).toBeGreaterThan(200_000);
  expect(model.textIds('a'.repeat(100_000)).length).toBeGreaterThan(1_000);
});

function codeOf(run: () => unknown): { code: string; message: string } {
  try {
    run();
  } catch (error) {
    if (error instanceof CorpusmithError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('files', () => {
  test.each([
    ['no JSON', { ...files, tokenizer: bytes('{"model": secret') }],
    ['empty', { ...files, tokenizer: new Uint8Array() }],
    ['a list', { ...files, tokenizer: bytes([]) }],
    ['no tokenizer', { ...files, tokenizer: bytes({ a: 1 }) }],
    [
      'an unknown model',
      { ...files, tokenizer: bytes({ ...JSON.parse(Buffer.from(files.tokenizer).toString()), model: { type: 'No' } }) },
    ],
    ['a broken config', { ...files, config: bytes('secret') }],
    ['a broken template', { ...files, template: bytes('{% if secret %}') }],
  ] satisfies [string, ModelFiles][])('%s is E_ASSET, and not quoted', (_name, broken) => {
    const { code, message } = codeOf(() => new ModelText(broken));
    expect(code).toBe('E_ASSET');
    expect(message).not.toContain('secret');
  });

  test('without a template plain text is counted, a conversation is E_ASSET', () => {
    const plain = new ModelText({ tokenizer: files.tokenizer });
    expect(plain.textIds('Hello, world!')).toEqual(model.textIds('Hello, world!'));
    expect(codeOf(() => plain.chatIds(talk)).code).toBe('E_ASSET');
  });

  test.each([
    ['chat_template.jinja before the config', { ...files, template: bytes('J{{ messages[0].content }}') }, 'JHi'],
    [
      'the default of a list',
      {
        ...files,
        config: bytes({
          chat_template: [
            { name: 'rag', template: 'R' },
            { name: 'default', template: 'D' },
          ],
        }),
      },
      'D',
    ],
    [
      'special tokens by name, as texts or objects',
      {
        ...files,
        config: bytes({
          bos_token: { content: '<b>' },
          eos_token: '</b>',
          chat_template: '{{ bos_token }}x{{ eos_token }}',
        }),
      },
      '<b>x</b>',
    ],
    ['a day that stays', { ...files, template: bytes("{{ strftime_now('%d %B %Y') }}") }, '26 July 2024'],
    ['ranges', { ...files, template: bytes('{% for i in range(1, 6, 2) %}{{ i }}{% endfor %}') }, '135'],
  ] satisfies [string, ModelFiles, string][])('takes %s', (_name, given, text) => {
    expect(new ModelText(given).chatIds(talk)).toEqual(model.textIds(text));
  });
});

describe('a template that refuses', () => {
  const refusing = (template: string) =>
    codeOf(() => new ModelText({ ...files, template: bytes(template) }).chatIds(talk));

  test('says why, where it says it itself', () => {
    const { code, message } = refusing("{{ raise_exception('Roles must alternate') }}");
    expect(code).toBe('E_TEMPLATE');
    expect(message).toContain('Roles must alternate');
  });

  test('never quotes the conversation', () => {
    const { code, message } = refusing("{{ raise_exception('No: ' + messages[1].content) }}");
    expect(code).toBe('E_TEMPLATE');
    expect(message).not.toContain('world');
  });
});

test('special tokens in a text are noticed', () => {
  expect(model.holdsSpecial('a <|im_end|> b')).toBe(true);
  expect(model.holdsSpecial('a <|im_unknown|> b')).toBe(false);
});
