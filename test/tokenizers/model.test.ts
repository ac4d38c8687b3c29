import { readFileSync } from 'node:fs';
import fc from 'fast-check';
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

describe('what the model learns', () => {
  const row = (parts: readonly Part[], more: Partial<ModelFiles> = {}) =>
    new ModelText({ ...files, ...more }).chatRow(parts);
  const learned = ({ text, ends, trained }: NonNullable<ReturnType<typeof row>>) =>
    Buffer.concat(
      ends.map((end, i) => Buffer.from(text).subarray(trained[i] === 1 ? (ends[i - 1] ?? 0) : end, end)),
    ).toString();

  test('is the answer with the token that ends it, and nothing else', () => {
    const found = row([...talk, { role: 'user', text: 'Grüße' }, { role: 'assistant', text: '  Bis dann 👋 ' }])!;
    expect(learned(found)).toBe('Hello, world!<|im_end|>  Bis dann 👋 <|im_end|>');
    expect(found.ids).toEqual(
      model.chatIds([...talk, { role: 'user', text: 'Grüße' }, { role: 'assistant', text: '  Bis dann 👋 ' }]),
    );
    expect(found).toMatchObject({ learnsToStop: true, by: 'marks' });
  });

  test('is the same without marks in the template', () => {
    const { chat_template: template } = JSON.parse(Buffer.from(files.config!).toString()) as { chat_template: string };
    const unmarked = bytes(template.replace(/\{% (?:end)?generation %\}/g, ''));
    const found = row(talk, { template: unmarked })!;
    expect(found.by).toBe('prefixes');
    expect(learned(found)).toBe('Hello, world!<|im_end|>');
  });

  test.each([
    ['by the generation config', { generation: bytes({ eos_token_id: [0, 2] }) }],
    ['by the tokenizer config', { generation: undefined }],
  ])('says when no answer teaches it to stop: what stops it is known %s', (_how, more) => {
    const config = more.generation === undefined ? { eos_token: '<|im_end|>' } : {};
    const endless = bytes('{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}');
    expect(row(talk, { ...more, config: bytes(config), template: endless })).toMatchObject({ learnsToStop: false });
    expect(row(talk, { config: bytes({}), template: endless })).toMatchObject({ learnsToStop: true });
  });

  test('is not guessed for a vocabulary that does not keep every byte', () => {
    expect(model.canMask).toBe(true);
    const json = JSON.parse(Buffer.from(files.tokenizer).toString());
    const other = new ModelText({
      ...files,
      tokenizer: bytes({ ...json, pre_tokenizer: null, decoder: null, normalizer: null }),
    });
    expect(other.canMask).toBe(false);
    expect(other.chatRow(talk)).toBeUndefined();
  });
});

describe('special tokens in what people write', () => {
  test('end no turn: in a row there are as many as the template writes', () => {
    const special = ['<|im_end|>', '<|im_start|>', '<|endoftext|>'];
    const text = fc.array(fc.constantFrom(...special, '<|', 'im_end', '|>', ' ', 'a', 'é'), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(text, text, (user, assistant) => {
        const parts: Part[] = [
          { role: 'user', text: `x${user.join('')}x` },
          { role: 'assistant', text: `x${assistant.join('')}x` },
        ];
        const ids = model.chatIds(parts);
        expect(ids.filter(id => id <= 2)).toEqual([1, 2, 1, 2]);
        const found = model.chatRow(parts)!;
        expect(found.ids).toEqual(ids);
        expect(found.text).toContain(parts[1]!.text);
      }),
    );
  });
});
