import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Document, isDrop, type Labels, type Part, type Role } from '../../../src/core/document.ts';
import { chat } from '../../../src/stages/chat/index.ts';
import { makeDocument, runStage } from '../../harness.ts';

const NAMES: Record<string, Role> = { s: 'system', u: 'user', a: 'assistant', t: 'tool', d: 'document' };

/** `u:Hi a:Hello` */
function parts(written: string): Part[] {
  return written.split(' ').map(turn => ({ role: NAMES[turn[0]!]!, text: turn.slice(2) }));
}

function written(doc: Document): string {
  return doc.parts.map(part => `${part.role[0]}:${part.text.replaceAll('\n\n', '+')}`).join(' ');
}

describe('threads', () => {
  test.each([
    ['a conversation', 'u:1 a:2 u:3 a:4', {}, ['u:1 a:2 u:3 a:4'], {}],
    ['with a system turn', 's:0 u:1 a:2', {}, ['s:0 u:1 a:2'], {}],
    ['turns in a row', 'u:1 u:2 a:3 a:4', {}, ['u:1+2 a:3+4'], {}],
    ['an answer first', 'a:0 u:1 a:2', {}, ['u:1 a:2'], { 'leading-turns-left-out': 1 }],
    ['an answer first, after system', 's:0 a:0 u:1 a:2', {}, ['s:0 u:1 a:2'], { 'leading-turns-left-out': 1 }],
    ['a question last', 'u:1 a:2 u:3', {}, ['u:1 a:2'], { 'trailing-turns-left-out': 1 }],
    ['an empty turn', 'u:1 a: u:2 a:3', {}, ['u:1+2 a:3'], { 'empty-turns': 1 }],
    ['tools', 'u:1 a:2 t:3 t:4 a:5', {}, ['u:1 a:2 t:3 t:4 a:5'], {}],
    ['a system turn asked for', 'u:1 a:2', { system: 'S' }, ['s:S u:1 a:2'], {}],
    ['one that has its own', 's:0 u:1 a:2', { system: 'S' }, ['s:0 u:1 a:2'], {}],
    [
      'too many turns',
      's:0 u:1 a:2 u:3 a:4 u:5 a:6',
      { maxTurns: 4 },
      ['s:0 u:1 a:2 u:3 a:4', 's:0 u:5 a:6'],
      { windows: 2 },
    ],
    [
      'an exchange over the limit',
      'u:1 a:2 t:3 a:4 u:5 a:6',
      { maxTurns: 2 },
      ['u:1 a:2 t:3 a:4', 'u:5 a:6'],
      { windows: 2 },
    ],
  ] as [string, string, object, string[], object][])('%s', async (_name, thread, options, expected, counters) => {
    const result = await runStage(chat, [makeDocument(parts(thread), { thread: 't' })], options);
    expect(result.documents.map(written)).toEqual(expected);
    expect(result.counters).toEqual(counters);
    expect(result.documents.map(doc => doc.id)).toEqual(
      expected.length === 1 ? ['d1'] : expected.map((_, i) => `d1-${i + 1}`),
    );
  });

  test.each(['u:1', 'a:1', 'a:1 u:2', 's:0', 's:0 u:1 u:2', 'u: a:1'])('%s has no reply', async thread => {
    const { outcomes } = await runStage(chat, [makeDocument(parts(thread))]);
    expect(outcomes).toEqual([{ drop: 'no-reply' }]);
  });

  test('a conversation already in shape is the very same document', async () => {
    const doc = makeDocument(parts('s:0 u:1 a:2 u:3 a:4'));
    expect((await runStage(chat, [doc])).outcomes[0]).toBe(doc);
  });

  test('always start with a user turn, alternate and end with an answer; no text is made up', async () => {
    const turn = fc.record({ role: fc.constantFrom<Role>('user', 'assistant'), text: fc.constantFrom('x', 'y', ' ') });
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { maxLength: 12 }), async turns => {
        const { documents } = await runStage(chat, [makeDocument(turns)], { maxTurns: 4 });
        for (const doc of documents) {
          expect(doc.parts.map(part => part.role)).toEqual(
            doc.parts.map((_, i) => (i % 2 === 0 ? 'user' : 'assistant')),
          );
          expect(doc.parts.length % 2).toBe(0);
          expect(doc.parts.length).toBeLessThanOrEqual(4);
        }
        const said = turns.map(one => one.text.trim()).join('');
        expect(said).toContain(
          documents.flatMap(doc => doc.parts.map(part => part.text.replaceAll('\n\n', ''))).join(''),
        );
      }),
    );
  });
});

const long = (name: string) => `${name} text. ${'It goes on for quite a while. '.repeat(8)}`.trim();
const manual = `# The Manual\n\n## Install\n\n${long('Install')}\n\n## Use\n\n${long('Use')}`;

async function samples(text: string, labels: Labels = {}, options: object = {}) {
  const { documents, counters, outcomes } = await runStage(chat, [makeDocument(text, labels)], options);
  return { documents, counters, outcomes, turns: documents.map(doc => doc.parts.map(part => part.text)) };
}

describe('prose', () => {
  test('becomes a question for each section', async () => {
    const { documents, turns } = await samples(manual);
    expect(documents.map(doc => doc.id)).toEqual(['d1-1', 'd1-2']);
    expect(documents[0]!.parts.map(part => part.role)).toEqual(['user', 'assistant']);
    expect(turns.map(([, answer]) => answer)).toEqual([long('Install'), long('Use')]);
    expect(turns[0]![0]).toMatch(/“The Manual”/);
    expect(turns[0]![0]).toMatch(/“Install”/);
  });

  test('in the language of the document', async () => {
    for (const [language, quote] of [
      ['de', '„Install“'],
      ['fr', '« Install »'],
      ['es', '«Install»'],
      ['fi', '“Install”'],
    ]) {
      const { turns } = await samples(manual, { title: 'T', language: language! });
      expect(turns[0]![0]).toContain(quote);
    }
  });

  test('by several phrasings, the same for the same document', async () => {
    const docs = Array.from({ length: 40 }, (_, i) => makeDocument(manual, {}, `d${i}`));
    const asked = async () => (await runStage(chat, docs)).documents.map(doc => doc.parts[0]!.text);
    expect(new Set(await asked()).size).toBeGreaterThan(4);
    expect(await asked()).toEqual(await asked());
  });

  test.each([
    [
      'a heading that is a question',
      `## How do I reset it?\n\n${long('Reset')}`,
      { title: 'FAQ' },
      /^How do I reset it\?$/,
    ],
    ['no heading', long('Plain'), { title: 'Plain page' }, /“Plain page”/],
    ['no title', `## Reset\n\n${long('Reset')}`, {}, /“Reset”/],
    ['a heading without text of its own', `# M\n\n## Part\n\n### Reset\n\n${long('Reset')}`, {}, /“Part: Reset”/],
    [
      'marks in a heading',
      `## **Bold** [link](http://x.example) \`code_x\` ##\n\n${long('Marks')}`,
      {},
      /“Bold link code_x”/,
    ],
    [
      'braces in a title',
      `## {title}\n\n${long('Braces')}`,
      { title: '{heading} $&' },
      /“\{heading\} \$&”.*“\{title\}”|“\{title\}”.*“\{heading\} \$&”/,
    ],
  ] as [string, string, Labels, RegExp][])('asks well for %s', async (_name, text, labels, expected) => {
    const { turns } = await samples(text, labels);
    expect(turns).toHaveLength(1);
    expect(turns[0]![0]).toMatch(expected);
  });

  test.each([
    ['1. Deadlines', /“Deadlines”/],
    ['2.1 Deadlines', /“Deadlines”/],
    ['3) Who', /“Who”/],
    ['2.4 GHz', /“2\.4 GHz”/],
    ['3 phases', /“3 phases”/],
    ['2024', /“2024”/],
  ])('asks for the heading %j without its number', async (heading, expected) => {
    const { turns } = await samples(`## ${heading}\n\n${long('Text')}`, { title: 'T' });
    expect(turns[0]![0]).toMatch(expected);
  });

  test('asks for a chapter at the beginning of a page, and for the title where the heading repeats it', async () => {
    const text = (heading: string) => `# ${heading}\n\n${long('Text')}`;
    expect((await samples(text('Safety'), { title: 'The Manual' })).turns[0]![0]).toMatch(/“Safety”/);
    const { turns } = await samples(text('Change a battery'), { title: 'Change a battery - Help' });
    expect(turns[0]![0]).toMatch(/“Change a battery - Help”/);
    expect(turns[0]![0]).not.toMatch(/“Change a battery”/);
  });

  test('what stands above the first heading of a later page is a continuation', async () => {
    const page = (at: string) =>
      [{ role: 'document', text: `${long('Rest')}\n\n## Use\n\n${long('Use')}`, at }] as const;
    const asked = async (at: string) =>
      (await runStage(chat, [makeDocument(page(at), { title: 'The Manual' })])).documents.map(
        doc => doc.parts[0]!.text,
      );
    expect((await asked('page 2'))[0]).toMatch(/Rest text\./);
    expect((await asked('page 1'))[0]).not.toMatch(/Rest text\./);
    expect((await asked('page 2'))[1]).toMatch(/“Use”/);
  });

  test('without any name it is continued', async () => {
    const { turns, counters } = await samples(long('Nameless'));
    expect(turns[0]![0]).toMatch(/^(Continue this text|How does this text go on).*:?\n\nNameless text\./);
    expect(turns[0]![0]!.split('\n\n')[1]).toMatch(/\.$/);
    expect(counters).toEqual({ 'continued-for-lack-of-a-heading': 1 });
  });

  test('headings in fenced code are code', async () => {
    const { turns } = await samples(`## Config\n\n\`\`\`sh\n# not a heading\n${long('x')}\n\`\`\`\n\n${long('y')}`, {
      title: 'T',
    });
    expect(turns).toHaveLength(1);
    expect(turns[0]![1]).toContain('# not a heading');
  });

  test('short sections are joined, with their headings', async () => {
    const text = `## A\n\nshort\n\n## B\n\n${long('B')}\n\n## C\n\n${long('C')}\n\n## D\n\nend`;
    const { turns } = await samples(text, { title: 'T' });
    expect(turns.map(([, answer]) => answer)).toEqual([`short\n\n## B\n\n${long('B')}`, `${long('C')}\n\n## D\n\nend`]);
  });

  test('a short section does not take in the next chapter', async () => {
    const text = `# One\n\n## A\n\n${long('A')}\n\n## B\n\nshort\n\n# Two\n\n## C\n\n${long('C')}`;
    const { turns } = await samples(text, { title: 'T' });
    expect(turns.map(([, answer]) => answer)).toEqual([`${long('A')}\n\n## B\n\nshort`, long('C')]);
  });

  test('long sections are cut, and their rest continued', async () => {
    const text = `## A\n\n${Array.from({ length: 30 }, (_, i) => long(`P${i}`)).join('\n\n')}`;
    const { turns, counters } = await samples(text, { title: 'T' }, { maxCharacters: 1000 });
    expect(turns.length).toBeGreaterThan(7);
    expect(turns.every(([, answer]) => answer!.length <= 1000)).toBe(true);
    expect(turns.filter(([user]) => user!.includes('“A”'))).toHaveLength(1);
    expect(counters['continued-for-lack-of-a-heading']).toBe(turns.length - 1);
  });

  test('continuations of lists break between lines', async () => {
    const list = Array.from({ length: 9 }, (_, i) => `term ${i}: what it means, and. More`).join('\n');
    const { turns } = await samples(list, {}, { documents: 'continuation' });
    expect(turns[0]![1]).toMatch(/^term \d/);
  });

  test('continuations break after a sentence and hold the whole text', async () => {
    const { turns } = await samples(manual, {}, { documents: 'continuation' });
    const [user, answer] = turns[0]!;
    const opening = user!.slice(user!.indexOf('\n\n') + 2);
    expect(opening).toMatch(/\.$/);
    expect(`${opening} ${answer}`).toBe(long('Install'));
  });

  test('both, text, drop', async () => {
    expect((await samples(manual, {}, { documents: 'both' })).turns).toHaveLength(4);
    const doc = makeDocument(manual);
    expect((await runStage(chat, [doc], { documents: 'text' })).outcomes[0]).toBe(doc);
    expect((await samples(manual, {}, { documents: 'drop' })).outcomes).toEqual([{ drop: 'prose' }]);
  });

  test('a system turn precedes samples too', async () => {
    const { documents } = await samples(manual, {}, { system: 'S' });
    expect(documents[1]!.parts[0]).toEqual({ role: 'system', text: 'S' });
  });

  test.each(['', '  \n ', '# Only a heading', '#'])('%j is handled', async text => {
    const { outcomes } = await samples(text, { title: 'T' });
    expect(outcomes).toHaveLength(1);
    if (text !== '#') expect(outcomes[0]).toEqual({ drop: 'no-text' });
  });

  test('beside turns becomes samples of its own', async () => {
    const doc = makeDocument([...parts('u:1 a:2'), { role: 'document', text: long('Quoted') }], { title: 'T' });
    const { documents } = await runStage(chat, [doc]);
    expect(written(documents[0]!)).toBe('u:1 a:2');
    expect(documents[1]!.parts[1]!.text).toBe(long('Quoted'));
  });

  test('no words are lost, whatever the text', async () => {
    const line = fc.oneof(fc.constantFrom('# H', '## I', '', '```', '~~~', 'word word. word', '    code'), fc.string());
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 30 }), async lines => {
        const { documents, outcomes } = await samples(
          lines.join('\n'),
          { title: 'T' },
          { minCharacters: 20, maxCharacters: 200 },
        );
        const rows = documents.flatMap(doc =>
          doc.parts.filter(part => part.role === 'assistant').map(part => part.text),
        );
        expect(rows.every(text => text.trim() !== '')).toBe(true);
        const all = documents.flatMap(doc => doc.parts.map(part => part.text)).join('\n');
        for (const one of lines) {
          if (/^ {0,3}#/.test(one) || one.trim() === '') continue;
          for (const word of one.split(/\s+/)) if (word.length < 20) expect(all).toContain(word);
        }
        if (lines.some(one => one.includes('word'))) expect(isDrop(outcomes[0]!)).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});
