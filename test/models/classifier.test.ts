import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { TokenClassifier } from '../../src/models/classifier.ts';
import { OnnxModel } from '../../src/models/onnx.ts';
import { renamed, tiny } from './tiny.ts';

const classifier = await TokenClassifier.load(tiny, {});

async function found(text: string, by = classifier): Promise<string[]> {
  return (await by.find(text)).map(({ entity, start, end }) => `${entity} ${text.slice(start, end)}`);
}

describe('token classifier', () => {
  it('finds values at their places, joined over blanks, without marks', async () => {
    expect(await found('Hello Anna Klein, JOSÉ Kleinmann.')).toEqual(['PERSON Anna Klein', 'PERSON JOSÉ Kleinmann']);
    expect(await found('anna\nklein')).toEqual(['PERSON anna\nklein']);
    expect(await found('anna\n\nklein')).toEqual(['PERSON anna', 'PERSON klein']);
    expect(await found('中anna,')).toEqual(['PERSON anna']);
  });

  it('takes a word as one: what most of its pieces are', async () => {
    expect(await found('Annabel met Bob')).toEqual(['PERSON Bob']);
    expect(await found('a kleinmanns shop')).toEqual(['PERSON kleinmanns']);
  });

  it('scores by the mean chance of the words', async () => {
    const [one] = await classifier.find('Anna');
    // The other six labels have logit 0, and one of those is of a person too.
    const e = Math.exp(5);
    expect(one!.score).toBeCloseTo((e + 3) / (e + 6), 5);
  });

  it('makes a place beside a part of an address part of it', async () => {
    const streets = await TokenClassifier.load(renamed('SURNAME', 'STREET_NAME'), {});
    expect(await found('Klein, Berlin', streets)).toEqual(['ADDRESS Klein, Berlin']);
    expect(await found('Berlin and Klein', streets)).toEqual(['LOCATION Berlin', 'ADDRESS Klein']);
    expect(await found('Berlin, Berlin')).toEqual(['LOCATION Berlin', 'LOCATION Berlin']);
  });

  it('finds a name anywhere in a long text, in no window longer than the model takes', async () => {
    const run = vi.spyOn(OnnxModel.prototype, 'run');
    const words = fc.record({ before: fc.nat(400), after: fc.nat(400) });
    await fc.assert(
      fc.asyncProperty(words, async ({ before, after }) => {
        const text = `${'x '.repeat(before)}Anna Kleinmann${' y'.repeat(after)}`;
        expect(await found(text)).toEqual(['PERSON Anna Kleinmann']);
      }),
      { numRuns: 30 },
    );
    expect(Math.max(...run.mock.calls.map(([ids]) => ids.length))).toBe(94);
    run.mockRestore();
  });

  it('finds the same again', async () => {
    const text = 'Anna met Bob Klein in Berlin. '.repeat(100);
    const again = await TokenClassifier.load(tiny, {});
    expect(await again.find(text)).toEqual(await classifier.find(text));
  });

  it('finds nothing in nothing', async () => {
    for (const text of ['', ' ', '\n\n\n', '\u200b']) expect(await found(text)).toEqual([]);
  });
});

describe('labels', () => {
  it('mean what the pipeline says', async () => {
    const odd = renamed('SURNAME', 'PRODUCT');
    await expect(TokenClassifier.load(odd, {})).rejects.toThrow(/modelLabels.*PRODUCT which entity/);
    expect(await found('Anna Klein', await TokenClassifier.load(odd, { PRODUCT: 'keep' }))).toEqual(['PERSON Anna']);
    const named = await TokenClassifier.load(odd, { PRODUCT: 'ORGANIZATION' });
    expect(await found('Anna Klein', named)).toEqual(['PERSON Anna', 'ORGANIZATION Klein']);
    await expect(TokenClassifier.load(tiny, { SURNAMES: 'PERSON' })).rejects.toThrow(
      /no SURNAMES; did you mean SURNAME/,
    );
  });

  it.each(['S-', 'L-', 'U-', 'E-', ''])('are read whatever stands before them: %s', async before => {
    expect(await found('Bob', await TokenClassifier.load(renamed('B-', before), {}))).toEqual(['PERSON Bob']);
  });
});

describe('files that are no model', () => {
  const broken = Buffer.from('{ "a": ');
  const otherInput = Buffer.from(tiny.onnx.toString('latin1').replaceAll('attention_mask', 'attention_musk'), 'latin1');
  it.each([
    ['config.json', { config: broken }],
    ['config.json', { config: Buffer.from('{}') }],
    ['config.json', renamed('"1":', '"9":')],
    ['tokenizer.json', { tokenizer: broken }],
    ['tokenizer.json', { tokenizer: Buffer.from('{}') }],
    ['tokenizer_config.json', { tokenizerConfig: broken }],
    ['model.onnx', { onnx: Buffer.from('no model') }],
    ['model.onnx', { onnx: tiny.onnx.subarray(0, 3000) }],
    ['model.onnx.*attention_musk', { onnx: otherInput }],
    ['model.onnx.*7 numbers for 8 labels', renamed('"6":"I-CITY"', '"6":"I-CITY","7":"O"')],
  ])('are refused: %s', async (name, files) => {
    await expect(TokenClassifier.load({ ...tiny, ...files }, {})).rejects.toThrow(
      new RegExp(`cannot be used.*${name}`),
    );
  });

  it('and it is said that the package is missing', async () => {
    vi.doMock('onnxruntime-web', () => {
      throw new Error('Cannot find package');
    });
    const { OnnxModel: Without } =
      await vi.importActual<typeof import('../../src/models/onnx.ts')>('../../src/models/onnx.ts');
    await expect(Without.load('model.onnx', tiny.onnx)).rejects.toThrow(/npm i onnxruntime-web/);
    vi.doUnmock('onnxruntime-web');
  });
});
