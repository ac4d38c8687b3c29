// Writes fixtures/models/tiny: a token classifier of a few kB in the layout of Hugging Face folders, for tests.
//
//   node scripts/make-tiny-model.ts
//
// It is a table and a linear layer: the vector of each word piece says which label it has, whatever stands beside it.
// `anna`, `bob`, `jose` and `quux` are given names, `klein`, `##mann`, `frob` and `##nitz` surnames, `berlin` is a city; all
// else is nothing.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const LABELS = ['O', 'B-GIVEN_NAME', 'I-GIVEN_NAME', 'B-SURNAME', 'I-SURNAME', 'B-CITY', 'I-CITY'];
const WORDS: Readonly<Record<string, string>> = {
  anna: 'B-GIVEN_NAME',
  bob: 'B-GIVEN_NAME',
  jose: 'B-GIVEN_NAME',
  quux: 'B-GIVEN_NAME',
  klein: 'B-SURNAME',
  frob: 'B-SURNAME',
  '##nitz': 'I-SURNAME',
  '##mann': 'I-SURNAME',
  berlin: 'B-CITY',
};
const SPECIAL = ['[PAD]', '[UNK]', '[CLS]', '[SEP]'];
const CHARACTERS = [...'abcdefghijklmnopqrstuvwxyz0123456789'];
const MARKS = [...'.,;:!?()-@/\'"'];
const VOCABULARY = [...SPECIAL, ...MARKS, ...CHARACTERS, ...CHARACTERS.map(char => `##${char}`), ...Object.keys(WORDS)];
/** Of a label before the softmax, where that of the others is 0: a chance of about 0.95. */
const LOGIT = 5;

// Protocol buffers, https://protobuf.dev/programming-guides/encoding, with the fields of onnx.proto3 of ONNX 1.16.
type Field = readonly [field: number, value: number | string | Uint8Array];

function message(...fields: readonly Field[]): Uint8Array {
  return Buffer.concat(
    fields.flatMap(([field, value]) => {
      if (typeof value === 'number') return [varint(field << 3), varint(value)];
      const bytes = Buffer.from(value as Uint8Array);
      return [varint((field << 3) | 2), varint(bytes.length), bytes];
    }),
  );
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
  return Uint8Array.from([...bytes, value]);
}

const FLOAT = 1;
const INT64 = 7;

function tensor(name: string, [rows, columns]: readonly [number, number], at: (row: number, column: number) => number) {
  const values = Float32Array.from({ length: rows * columns }, (_, i) => at(Math.floor(i / columns), i % columns));
  return message([1, rows], [1, columns], [2, FLOAT], [8, name], [9, new Uint8Array(values.buffer)]);
}

function value(name: string, type: number, ...dimensions: readonly string[]): Uint8Array {
  const shape = message(...dimensions.map(dimension => [1, message([2, dimension])] as const));
  return message([1, name], [2, message([1, message([1, type], [2, shape])])]);
}

function node(operator: string, inputs: readonly string[], output: string): Uint8Array {
  return message(...inputs.map(input => [1, input] as const), [2, output], [4, operator]);
}

function model(): Uint8Array {
  const labelOf = (piece: number) => Math.max(0, LABELS.indexOf(WORDS[VOCABULARY[piece]!] ?? 'O'));
  const size = LABELS.length;
  const graph = message(
    [1, node('Gather', ['vectors', 'input_ids'], 'hidden')],
    [1, node('MatMul', ['hidden', 'weights'], 'logits')],
    [2, 'tiny'],
    [5, tensor('vectors', [VOCABULARY.length, size], (piece, label) => Number(labelOf(piece) === label))],
    [5, tensor('weights', [size, size], (row, column) => (row === column ? LOGIT : 0))],
    [11, value('input_ids', INT64, 'batch', 'pieces')],
    [11, value('attention_mask', INT64, 'batch', 'pieces')],
    [12, value('logits', FLOAT, 'batch', 'pieces', 'labels')],
  );
  return message([1, 8], [7, graph], [8, message([2, 13])]);
}

const special = SPECIAL.map((content, id) => {
  return { id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
});
const around = (token: string) => ({ SpecialToken: { id: token, type_id: 0 } });
const tokenizer = {
  version: '1.0',
  added_tokens: special,
  normalizer: {
    type: 'BertNormalizer',
    clean_text: true,
    handle_chinese_chars: true,
    strip_accents: null,
    lowercase: true,
  },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  post_processor: {
    type: 'TemplateProcessing',
    single: [around('[CLS]'), { Sequence: { id: 'A', type_id: 0 } }, around('[SEP]')],
    pair: [],
    special_tokens: Object.fromEntries(
      ['[CLS]', '[SEP]'].map(token => [token, { id: token, ids: [SPECIAL.indexOf(token)], tokens: [token] }]),
    ),
  },
  decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
  model: {
    type: 'WordPiece',
    unk_token: '[UNK]',
    continuing_subword_prefix: '##',
    max_input_chars_per_word: 100,
    vocab: Object.fromEntries(VOCABULARY.map((piece, id) => [piece, id])),
  },
};
const config = {
  architectures: ['BertForTokenClassification'],
  id2label: Object.fromEntries(LABELS.map((label, id) => [id, label])),
  max_position_embeddings: 96,
};

const folder = fileURLToPath(new URL('../fixtures/models/tiny/', import.meta.url));
mkdirSync(`${folder}onnx`, { recursive: true });
writeFileSync(`${folder}config.json`, `${JSON.stringify(config)}\n`);
writeFileSync(`${folder}tokenizer.json`, `${JSON.stringify(tokenizer)}\n`);
writeFileSync(`${folder}onnx/model.onnx`, model());
