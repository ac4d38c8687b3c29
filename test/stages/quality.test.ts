import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Document, isDrop } from '../../src/core/document.ts';
import { quality } from '../../src/stages/quality/index.ts';
import { makeDocument, runStage } from '../harness.ts';

const outcomeOf = async (text: string, options: object = {}) =>
  (await runStage(quality, [makeDocument(text)], options)).outcomes[0]!;

/** Distinct English-looking words, so that nothing but the rule in question is broken. */
const words = (count: number) => Array.from({ length: count }, (_, i) => `word${'abcdefghij'[i % 10]}${i}x`).join(' ');

const article = `The pump must be bled before it is used for the first time, and again after every change of the filter.
To do so, open the valve on top of the housing by half a turn and let the water run until no more bubbles appear.
Close it firmly. Never run the pump dry: that damages the seals within minutes, and such damage is not covered.
If you hear a rattling noise, switch off the power, wait for ten seconds and check whether the inlet is blocked.
A worn bearing also makes noise; a service partner can have it replaced in less than an hour.`;

const thread =
  'Hi, my printer shows error E05.\nWhat do I do?\n\nTurn it off and on again, please. Did that help?\nYes, thanks!';

describe('default rules', () => {
  test.each([
    ['a support thread', thread],
    ['a form', 'Name: A\nCity: B\nOrder: 12\nPrice: 5.00'],
    ['JSON in a manual', 'Send {"id": 1} to the server.'],
    ['one word', 'Thanks'],
    ['an article', article],
  ])('keep %s', async (_name, text) => {
    const doc = makeDocument(text);
    const [outcome] = (await runStage(quality, [doc])).outcomes;
    expect(outcome).toEqual({ ...doc, labels: { quality: expect.any(Number) } });
  });

  test.each([
    ['gopher-duplicate-lines', `${`${words(10)}\n`.repeat(10)}`],
    ['c4-lorem-ipsum', 'Lorem ipsum dolor sit amet.'],
  ])('drop %s', async (reason, text) => {
    expect(await outcomeOf(text)).toMatchObject({ drop: reason });
  });
});

describe('rules', () => {
  test.each([
    ['gopher-word-count', words(49), 49, 50],
    ['gopher-mean-word-length', 'a b c d', 1, 3],
    ['gopher-mean-word-length', 'Donaudampfschifffahrt Elektrizitätswerk', 19, 10],
    ['gopher-symbol-ratio', 'one # two # three', 0.4, 0.1],
    ['gopher-symbol-ratio', 'one… two... three', 0.6667, 0.1],
    ['gopher-bullet-lines', '- one\n* two\n• three', 1, 0.9],
    ['gopher-ellipsis-lines', 'one…\ntwo...\nthree', 0.6667, 0.3],
    ['gopher-alphabetic-words', 'one 2 3 four', 0.5, 0.8],
    ['gopher-stop-words', 'The cat sat on a mat', 1, 2],
    ['c4-lorem-ipsum', 'LOREM IPSUM', 1, 0],
    ['c4-curly-bracket', 'a { b', 1, 0],
    ['c4-sentences', 'One. Two! Three? Four.', 4, 5],
    ['c4-word-length', 'x'.repeat(1001), 1001, 1000],
    ['fineweb-unpunctuated-lines', `${'no end\n'.repeat(9)}an end.`, 0.1, 0.12],
    ['fineweb-duplicate-characters', 'abcde\nabcde\nxyz', 0.3333, 0.1],
    ['fineweb-short-lines', `short\nshort too\nshort as well\n${'long '.repeat(8)}`, 0.75, 0.67],
  ])('%s drops %j', async (rule, text, value, limit) => {
    expect(await outcomeOf(text, { rules: [rule] })).toEqual({ drop: rule, because: { value, limit } });
  });

  const repeated = { repetition: { minWords: 1 } };
  test.each([
    ['gopher-duplicate-lines', 'a b\na b\nc', 0.3333, 0.3],
    ['gopher-duplicate-paragraphs', 'a\n\na\n\nb', 0.3333, 0.3],
    ['gopher-duplicate-line-characters', 'abcd\nabcd\nxy', 0.3333, 0.2],
    ['gopher-duplicate-paragraph-characters', 'abcd\n\nabcd\n\nxy', 0.2857, 0.2],
    ['gopher-top-2-gram', 'ab cd ab cd ef', 0.5714, 0.2],
    ['gopher-top-4-gram', 'a b c d x a b c d', 0.4706, 0.16],
    ['gopher-duplicate-5-grams', 'a b c d e x a b c d e', 0.2381, 0.15],
    ['gopher-duplicate-10-grams', 'a b c d e f g h i j x a b c d e f g h i j', 0.2439, 0.1],
  ])('%s drops %j', async (rule, text, value, limit) => {
    expect(await outcomeOf(text, { rules: [rule], ...repeated })).toEqual({ drop: rule, because: { value, limit } });
    expect(isDrop(await outcomeOf(text, { rules: [rule] }))).toBe(false);
  });

  test('exactly at the threshold stays', async () => {
    expect(isDrop(await outcomeOf(words(50), { rules: ['gopher-word-count'] }))).toBe(false);
    expect(isDrop(await outcomeOf('One. Two! Three? Four. Five.', { rules: ['c4-sentences'] }))).toBe(false);
  });

  test('thresholds are options', async () => {
    const options = { rules: ['gopher-word-count'], gopher: { minWords: 3 } };
    expect(await outcomeOf('two words', options)).toMatchObject({ drop: 'gopher-word-count' });
    expect(isDrop(await outcomeOf('now three words', options))).toBe(false);
  });

  test('a set applies all its rules', async () => {
    expect(isDrop(await outcomeOf(article, { rules: ['gopher', 'gopher-repetition', 'c4', 'fineweb'] }))).toBe(false);
    expect(await outcomeOf(thread, { rules: ['gopher'] })).toMatchObject({ drop: 'gopher-word-count' });
  });

  test('an unknown rule is refused', () => {
    expect(quality.options.safeParse({ rules: ['gofer'] }).success).toBe(false);
  });

  test('never throws, measures are finite, nothing is edited', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async text => {
        const doc = makeDocument(text);
        const options = { rules: ['gopher', 'gopher-repetition', 'c4', 'fineweb'], repetition: { minWords: 0 } };
        const outcome = (await runStage(quality, [doc], options)).outcomes[0]!;
        if (isDrop(outcome)) expect(Number.isFinite(outcome.because!.value)).toBe(true);
        else {
          const { quality: margin } = (outcome as Document).labels;
          expect(margin).toBeGreaterThanOrEqual(0);
          expect(margin).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe('the label `quality`', () => {
  const lines = Array.from(
    { length: 20 },
    (_, i) => `Line ${i} has the term${'abcdefghijklmnopqrst'[i]} and ends here.`,
  );
  const options = { rules: ['gopher-duplicate-lines'], repetition: { minWords: 1 } };

  test.each([
    [0, 1],
    [2, 0.6667],
    [3, 0.5],
  ])('with %i of 20 lines said twice it is %f', async (repeats, quality) => {
    const text = [...lines.slice(repeats), ...lines.slice(-repeats || lines.length)].join('\n');
    expect(await outcomeOf(text, options)).toMatchObject({ labels: { quality } });
  });

  test('it is of the rule that is nearest to its limit', async () => {
    const text = [...lines.slice(2), ...lines.slice(-2)].join('\n');
    const nearest = { ...options, rules: [...options.rules, 'gopher-word-count'], gopher: { minWords: 160 } };
    expect(await outcomeOf(text, nearest)).toMatchObject({ labels: { quality: 0 } });
    expect(await outcomeOf('Thanks')).toMatchObject({ labels: { quality: 1 } });
  });
});

describe('lines of C4', () => {
  const options = { rules: ['c4-lorem-ipsum'], c4: { removeLines: true } };

  test('are removed on demand', async () => {
    const text =
      'Menu\nThis is a sentence.\nNo end here at all\nPlease enable JavaScript to go on.\nWe use cookies on this site.\n\n\nToo short.\n\n“Is this one too?”';
    expect(await outcomeOf(text, options)).toMatchObject({
      parts: [{ text: 'This is a sentence.\n\n“Is this one too?”' }],
    });
  });

  test('a document without any is dropped', async () => {
    expect(await outcomeOf('Menu\nHome', options)).toEqual({ drop: 'c4-no-lines' });
  });
});

test('greetings and signatures that turns repeat do not make a conversation repetitive', async () => {
  const turn = (role: 'user' | 'assistant', words: string) =>
    ({ role, text: `Hello Ada,\n\n${words}\n\nKind regards,\nImke\nSupport` }) as const;
  const parts = [
    turn('user', 'the display shows a code that I have never seen before, and the compressor does not stop any more'),
    turn('assistant', 'please switch the compressor off at its own isolator and send me the number on the plate below'),
    turn('user', 'it says fourteen ampere, and the number on the controller begins with the letters of the gateway'),
  ];
  expect((await runStage(quality, [makeDocument(parts)])).documents).toHaveLength(1);
  const prose = makeDocument(parts.map(part => part.text).join('\n'));
  expect((await runStage(quality, [prose])).outcomes[0]).toMatchObject({ drop: 'gopher-duplicate-lines' });
});
