import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../../src/core/hash.ts';
import { piecesOf, text } from '../../src/sources/text.ts';
import { limits, memoryFile, readWith } from '../harness.ts';

const peek = (uri: string, content: string | Uint8Array) => {
  const head = typeof content === 'string' ? Buffer.from(content) : content;
  return { uri, bytes: head.length, head };
};

async function cut(content: string, limit: number) {
  const pieces = [];
  for await (const piece of piecesOf(
    (async function* () {
      for (let at = 0; at < content.length; at += 7) yield content.slice(at, at + 7);
    })(),
    limit,
  ))
    pieces.push(piece);
  return pieces;
}

describe('text', () => {
  test('a file is a document, with line feeds and without blank lines around it', async () => {
    const { drafts, failures } = await readWith(text, [memoryFile('a.txt', '\r\n  \r\n  First\r\nSecond\r\n\r\n')]);
    expect(failures).toEqual([]);
    expect(drafts).toEqual([{ parts: [{ role: 'document', text: '  First\nSecond' }] }]);
  });

  test.each([
    ['E_EMPTY', ''],
    ['E_NO_TEXT', ' \n\t\r\n '],
    ['E_ENCODING', new Uint8Array(5000)],
  ])('%s', async (code, content) => {
    expect((await readWith(text, [memoryFile('a.txt', content)])).failures).toEqual([{ fail: code }]);
  });

  test('an encoding may be named', async () => {
    const file = memoryFile('a.txt', Buffer.from('\xb3\xf3d\xbc', 'latin1'));
    expect((await readWith(text, [file], { encoding: 'iso-8859-2' })).drafts[0]!.parts[0]!.text).toBe('łódź');
  });

  test('a file over the record limit becomes pieces of whole lines', async () => {
    const content = Array.from({ length: 60_000 }, (_, i) => `entry number ${i} of the log`).join('\n');
    const { drafts, counters } = await readWith(text, [memoryFile('big.log', content)]);
    expect(drafts.length).toBeGreaterThan(1);
    expect(counters).toEqual({ pieces: drafts.length });
    expect(drafts.map(draft => draft.parts[0]!.text).join('\n')).toBe(content);
    expect(drafts.every(draft => draft.parts[0]!.text.length <= limits.record)).toBe(true);
    expect(drafts[0]!.locator).toMatch(/^piece 1, lines 1-\d+$/);
    const file = sha256(content).slice(0, 16);
    expect(drafts.every(({ labels }) => labels!.file === file)).toBe(true);
  });

  test('pieces end at blank lines where there are any, and name their lines', async () => {
    expect(await cut('one\ntwo\n\nthree\nfour\n\nfive', 13)).toEqual([
      { text: 'one\ntwo', locator: 'piece 1, lines 1-2', whole: false },
      { text: 'three\nfour', locator: 'piece 2, lines 4-5', whole: false },
      { text: 'five', locator: 'piece 3, lines 7-7', whole: false },
    ]);
  });

  test('no character is lost in pieces, and no locator comes twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: fc.constantFrom('a', 'b ', '\n', '\r\n', '😀') }), async content => {
        const pieces = await cut(content, 9);
        const plain = (value: string) => value.replace(/\s+/g, '');
        expect(plain(pieces.map(piece => piece.text).join(''))).toBe(plain(content));
        expect(pieces.every(piece => piece.text.isWellFormed())).toBe(true);
        expect(new Set(pieces.map(piece => piece.locator)).size).toBe(pieces.length);
      }),
    );
  });

  test('is sure of nothing but that bytes are text', () => {
    expect(text.detect(peek('a.txt', 'hello'))).toBe(0.35);
    expect(text.detect(peek('a.LOG', 'hello'))).toBe(0.35);
    expect(text.detect(peek('a.bin', 'hello'))).toBe(0.2);
    expect(text.detect(peek('a.txt', new Uint8Array(500)))).toBe(0);
    expect(text.detect(peek('a.txt', '{\\rtf1 hello}'))).toBe(0);
  });
});
