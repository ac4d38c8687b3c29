import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Document, isDrop, type Part } from '../../src/core/document.ts';
import { repeatedParagraphs } from '../../src/stages/repeated-paragraphs/index.ts';
import { makeDocument, runStage } from '../harness.ts';
import { decided } from './decided.ts';

const warranty =
  'The warranty covers all parts that fail within two years of the date on the invoice, provided they were used as said.';
const cleaning =
  'Close both valves, take out the filter and rinse it under running water until nothing comes out of it any more.';

const documents = (...texts: readonly string[]): Document[] => texts.map((text, i) => makeDocument(text, {}, `d${i}`));

/** The text that is left of each document, or why it went. */
async function left(docs: readonly Document[], options: object = {}) {
  const { outcomes } = await runStage(repeatedParagraphs, docs, options);
  return outcomes.map(outcome =>
    isDrop(outcome) ? outcome.drop : (outcome as Document).parts.map(part => part.text).join(' | '),
  );
}

describe('documents', () => {
  test('the first occurrence stays, later ones go with the blank line before them', async () => {
    const docs = documents(`Pumps\n\n${warranty}\n\nEnd`, `Motors\n\n${warranty}\n\nEnd`, `Seals\n\n${warranty}`);
    expect(await left(docs)).toEqual([`Pumps\n\n${warranty}\n\nEnd`, 'Motors\n\nEnd', 'Seals']);
  });

  test('within one document too', async () => {
    expect(await left(documents(`${warranty}\n\nA\n\n${warranty}\n\nB`))).toEqual([`${warranty}\n\nA\n\nB`]);
  });

  const paragraph = (text: string) => `Other\n\n${text}`;
  test.each([
    ['in capitals', warranty.toUpperCase(), true],
    ['with other blanks', `  ${warranty.replaceAll(' ', '  ')} `, true],
    ['wrapped', warranty.replaceAll(/((?:\S+\s){5})/g, '$1\n'), true],
    ['with other digits', warranty.replace('two', '3'), false],
    ['with a line more', `${warranty}\nAsk us.`, false],
    ['cut', warranty.slice(0, -10), false],
  ])('the same paragraph? %s', async (_name, text, goes) => {
    expect((await left(documents(warranty, paragraph(text))))[1]).toBe(goes ? 'Other' : paragraph(text));
  });

  test('short ones stay', async () => {
    const texts = ['A heading\n\nPress the button.', 'A heading\n\nPress the button.'];
    expect(await left(documents(...texts))).toEqual(texts);
    expect(await left(documents(...texts), { minCharacters: 10 })).toEqual([texts[0], 'A heading']);
  });

  test('a document of nothing else goes; an emptied part goes', async () => {
    const pages: Part[] = [
      { role: 'document', text: warranty, at: 'page 1' },
      { role: 'document', text: 'The end', at: 'page 2' },
    ];
    const docs = [
      ...documents(`${warranty}\n\n${cleaning}`, `${cleaning}\n\n\n${warranty}\n`),
      makeDocument(pages, {}, 'd2'),
    ];
    const { outcomes, counters, facts, exhibits } = await runStage(repeatedParagraphs, docs);
    expect(outcomes[0]).toEqual(docs[0]);
    expect(outcomes[1]).toEqual({ drop: 'only-repeated' });
    expect(outcomes[2]).toEqual({ ...docs[2], parts: [pages[1]] });
    expect(counters).toEqual({ 'paragraphs-removed': 3 });
    expect(facts).toEqual({ paragraphs: 5, repeated: 3, documents: 2 });
    expect(exhibits[0]!.table!.rows).toEqual([
      ['d0', warranty.length, 3],
      ['d0', cleaning.length, 2],
    ]);
  });

  test('no documents, empty documents, nothing repeated', async () => {
    const { outcomes, facts, exhibits } = await runStage(repeatedParagraphs, []);
    expect([outcomes, facts, exhibits]).toEqual([[], { paragraphs: 0, repeated: 0, documents: 0 }, []]);
    const docs = documents('', ' \n\n', warranty, cleaning);
    expect((await runStage(repeatedParagraphs, docs)).outcomes).toEqual(docs);
  });
});

describe('conversations', () => {
  const turns = (id: string, ...texts: readonly string[]) =>
    makeDocument(
      texts.map((text, i): Part => ({ role: i % 2 === 0 ? 'user' : 'assistant', text })),
      {},
      id,
    );

  test('the same answer to another customer is an answer', async () => {
    const docs = [
      turns('a', 'How long?', `Hello.\n\n${warranty}`),
      turns('b', 'Since when?', `Dear B,\n\n${warranty}`),
    ];
    expect((await runStage(repeatedParagraphs, docs)).outcomes).toEqual(docs);
  });

  test('what a mail quotes of its own conversation goes', async () => {
    const doc = turns('a', 'How do I clean it?', cleaning, `It does not work.\n\n${cleaning}`, `Sorry.\n\n${warranty}`);
    expect(await left([doc])).toEqual([`How do I clean it? | ${cleaning} | It does not work. | Sorry.\n\n${warranty}`]);
  });

  test('a turn of nothing else stays whole', async () => {
    const doc = turns('a', 'How?', `${cleaning}\n\n${warranty}`, 'What?', `${warranty}\n\n${cleaning}`);
    const { outcomes, counters } = await runStage(repeatedParagraphs, [doc]);
    expect(outcomes).toEqual([doc]);
    expect(counters).toEqual({ 'turns-kept': 1 });
  });

  test('an article loses nothing because a ticket holds it', async () => {
    const article = makeDocument(`Cleaning\n\n${cleaning}`, {}, 'kb');
    const [before, after] = ['a', 'b'].map(id => turns(id, 'How?', `As our article says:\n\n${cleaning}`));
    const docs = [before!, article, after!];
    expect((await runStage(repeatedParagraphs, docs)).outcomes).toEqual(docs);
  });
});

describe('the decision', () => {
  const docs = [0, 1, 0, 1]
    .map((source, i) => [source, makeDocument(warranty, {}, `d${i}`)] as const)
    .sort(([a], [b]) => a - b);

  test.each([
    ['corpus', [undefined, [0], [0], [0]], 3],
    ['source', [undefined, [0], undefined, [0]], 2],
  ])('within the %s', async (within, expected, repeated) => {
    const { decisions, facts, exhibits } = await decided(repeatedParagraphs, docs, 1 << 20, { within });
    expect(decisions).toEqual(expected);
    expect(facts).toMatchObject({ repeated });
    expect(exhibits[0]!.table!.rows.map(([id, , count]) => [id, count])).toEqual(
      within === 'corpus'
        ? [['d0', 4]]
        : [
            ['d0', 2],
            ['d1', 2],
          ],
    );
  });

  test('does not depend on memory', async () => {
    // One paragraph in every document, one twice in each; and so many others that those are forgotten in between.
    const many = Array.from({ length: 3000 }, (_, i) => {
      const others = Array.from({ length: 40 }, (_, k) => `paragraph ${(i * 40 + k) % 90_000} and no other`);
      return [
        Math.floor(i / 1500),
        makeDocument([others[0], ...others, 'in every document'].join('\n\n'), {}, `d${i}`),
      ] as const;
    });
    const options = { minCharacters: 10 };
    const roomy = await decided(repeatedParagraphs, many, 64 << 20, options);
    const tight = await decided(repeatedParagraphs, many, 1 << 17, options);
    expect(roomy.facts).toEqual({ paragraphs: 126_000, repeated: 2999 + 30_000 + 3000, documents: 3000 });
    expect(roomy.exhibits[0]!.table!.rows.slice(0, 2)).toEqual([
      ['d0', 17, 3000],
      ['d0', 'paragraph 0 and no other'.length, 4],
    ]);
    expect(tight.partitions).toBeGreaterThan(10 * roomy.partitions);
    expect({ ...tight, partitions: 0 }).toEqual({ ...roomy, partitions: 0 });
  });

  test('keeps the first occurrence of each long paragraph, and nothing else goes', async () => {
    const line = fc.constantFrom('', '', 'a', 'Alpha beta', 'alpha  BETA', 'gamma delta', 'epsilon zeta');
    const text = fc.array(line, { maxLength: 9 }).map(lines => lines.join('\n'));
    const paragraphs = (whole: string) =>
      whole
        .split(/\n{2,}/)
        .map(p => p.toLowerCase().split(/\s+/).filter(Boolean).join(' '))
        .filter(Boolean);
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 6 }), async texts => {
        const { outcomes } = await runStage(repeatedParagraphs, documents(...texts), { minCharacters: 5 });
        const kept = outcomes.flatMap(outcome => (isDrop(outcome) ? [] : (outcome as Document).parts.map(p => p.text)));
        const seen = new Set<string>();
        const expected = texts.flatMap(paragraphs).filter(p => p.length < 5 || (!seen.has(p) && seen.add(p)));
        expect(kept.flatMap(paragraphs)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});
