import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Document, isDrop, type Part } from '../../src/core/document.ts';
import { boilerplate } from '../../src/stages/boilerplate.ts';
import { makeDocument, runStage } from '../harness.ts';
import { decided } from './decided.ts';

const footer = 'This message is confidential and meant for the addressee only.';
const address = 'Acme Ltd\n1 High St\nLondon';

const many = (count: number, text: (i: number) => string): Document[] =>
  Array.from({ length: count }, (_, i) => makeDocument(text(i), {}, `d${i}`));

describe('boilerplate', () => {
  test('a line of most documents goes, with the blank line before it', async () => {
    const { documents, counters } = await runStage(
      boilerplate,
      many(10, i => `Question number ${i} about billing.\n\n${footer}`),
    );
    expect(documents.map(doc => doc.parts[0]!.text)).toEqual(
      Array.from({ length: 10 }, (_, i) => `Question number ${i} about billing.`),
    );
    expect(counters).toEqual({ 'lines-removed': 10 });
  });

  test('case and blanks do not matter, digits do', async () => {
    const { documents } = await runStage(
      boilerplate,
      many(10, i => `Text ${i}\n${i % 2 ? footer : `  ${footer.toUpperCase()} `}\nTotal amount due: ${i} EUR today`),
    );
    expect(documents[3]!.parts[0]!.text).toBe('Text 3\nTotal amount due: 3 EUR today');
    expect(documents[4]!.parts[0]!.text).toBe('Text 4\nTotal amount due: 4 EUR today');
  });

  test('a paragraph of short lines counts as a whole, its lines elsewhere do not', async () => {
    const { documents } = await runStage(
      boilerplate,
      many(12, i => `Letter ${i}\n\n${address}\n\nLondon`),
    );
    expect(documents[5]!.parts[0]!.text).toBe('Letter 5\n\nLondon');
  });

  test('a gap in the middle leaves one blank line', async () => {
    const { documents } = await runStage(
      boilerplate,
      many(10, i => `Top ${i}\n\n\n${footer}\n\nEnd ${i}`),
    );
    expect(documents[0]!.parts[0]!.text).toBe('Top 0\n\n\nEnd 0');
  });

  test.each([
    ['too few documents', 9, 9, {}],
    ['exactly the share is not more than it', 30, 9, { minDocuments: 2 }],
    ['too short', 20, 20, { minCharacters: 100 }],
  ])('stays: %s', async (_name, count, having, options) => {
    const docs = many(count, i => `Text number ${i}${i < having ? `\n${footer}` : ''}`);
    const { outcomes, counters } = await runStage(boilerplate, docs, options);
    expect(outcomes).toEqual(docs);
    expect(counters).toEqual({});
  });

  test('one more than the share', async () => {
    const docs = many(30, i => `Text number ${i}${i < 10 ? `\n${footer}` : ''}`);
    const { counters } = await runStage(boilerplate, docs, { minDocuments: 2 });
    expect(counters).toEqual({ 'lines-removed': 10 });
  });

  test('often within one document is not in many', async () => {
    const docs = many(20, i => (i === 0 ? `${footer}\n`.repeat(50) : `Text number ${i}`));
    const { outcomes } = await runStage(boilerplate, docs);
    expect(outcomes).toEqual(docs);
  });

  test('an emptied part goes, an emptied document is dropped', async () => {
    const docs = Array.from({ length: 12 }, (_, i) => {
      const parts: Part[] = [
        { role: 'user', text: i === 0 ? footer : `Question ${i}` },
        { role: 'assistant', text: footer },
      ];
      return makeDocument(parts, {}, `d${i}`);
    });
    const { outcomes } = await runStage(boilerplate, docs);
    expect(outcomes[0]).toEqual({ drop: 'only-boilerplate' });
    expect(outcomes[1]).toMatchObject({ parts: [{ role: 'user', text: 'Question 1' }] });
  });

  test('no documents, empty documents', async () => {
    expect((await runStage(boilerplate, [])).outcomes).toEqual([]);
    const docs = many(12, () => '');
    expect((await runStage(boilerplate, docs)).outcomes).toEqual(docs);
  });

  test('what is left is made of lines that were there, in order', async () => {
    const line = fc.constantFrom('', 'a', 'alpha beta', 'gamma delta', 'epsilon zeta', 'eta theta');
    const text = fc.array(line, { maxLength: 8 }).map(lines => lines.join('\n'));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 8 }), async texts => {
        const docs = many(texts.length, i => texts[i]!);
        const { outcomes } = await runStage(boilerplate, docs, { minDocuments: 2, minCharacters: 5, share: 0.4 });
        for (const [i, outcome] of outcomes.entries()) {
          if (isDrop(outcome)) continue;
          const left = (outcome as Document).parts[0]!.text.split('\n').filter(kept => kept !== '');
          const before = texts[i]!.split('\n');
          let at = -1;
          for (const kept of left) expect((at = before.indexOf(kept, at + 1))).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('the decision', () => {
  const docs = Array.from({ length: 40 }, (_, i) => [i % 2, `Text number ${i}, only here.\n${footer}`] as const).map(
    ([source, text]) =>
      [source, makeDocument(source === 0 ? text : text.replace(footer, 'Something else that is long.'))] as const,
  );

  test('counts every source by itself', async () => {
    const { decisions, facts } = await decided(boilerplate, docs, 1 << 20);
    expect(facts).toEqual({ found: 2, occurrences: 40 });
    expect(decisions[0]).toEqual([1]);
  });

  test('does not depend on memory', async () => {
    const roomy = await decided(boilerplate, docs, 1 << 20);
    const tight = await decided(boilerplate, docs, 64);
    expect(roomy.partitions).toBe(2);
    expect(tight.partitions).toBeGreaterThan(10);
    expect(tight.decisions).toEqual(roomy.decisions);
    expect(tight.facts).toEqual(roomy.facts);
  });
});
