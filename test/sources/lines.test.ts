import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Line, lines } from '../../src/sources/lines.ts';
import { collect, inPieces, sizes } from './chunks.ts';

const read = async (content: string | Uint8Array, most = 1000, pieces: readonly number[] = [1 << 16], first = 1) =>
  (await collect(lines(inPieces(content, pieces).stream(), most, first))).map(short);
const short = (line: Line) => ('fail' in line ? `${line.number} ${line.fail}` : `${line.number} ${line.text}`);

const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16();

test.each<[string, string | Uint8Array, string[]]>([
  ['an empty file', '', []],
  ['a single line', 'a', ['1 a']],
  ['a last line without its end', 'a\nb', ['1 a', '2 b']],
  ['a last line with its end', 'a\nb\n', ['1 a', '2 b']],
  ['blank lines keep their numbers', '\n\na\n', ['1 ', '2 ', '3 a']],
  ['CR LF', 'a\r\nb\r\n', ['1 a', '2 b']],
  ['a lone CR is text', 'a\rb\n', ['1 a\rb']],
  ['a byte order mark', '\ufeffa\n\ufeffb', ['1 a', '2 \ufeffb']],
  ['U+FFFD that is really there', 'a\ufffd\nb', ['1 a\ufffd', '2 b']],
  ['UTF-16 with a mark', Buffer.from('\ufeffä\n😀\n', 'utf16le'), ['1 ä', '2 😀']],
  ['UTF-16, big endian', bigEndian('\ufeffä\n😀\n'), ['1 ä', '2 😀']],
  ['UTF-16 without a mark', Buffer.from('{"a": "plain text"}\n{}', 'utf16le'), ['1 {"a": "plain text"}', '2 {}']],
  [
    'a line of binary data',
    Buffer.concat([Buffer.from('a\n'), Buffer.alloc(90, 1), Buffer.from([0xff, 10, 98])]),
    ['1 a', '2 E_ENCODING', '3 b'],
  ],
])('%s', async (_name, content, expected) => {
  expect(await read(content)).toEqual(expected);
  expect(await read(content, 1000, [1])).toEqual(expected);
});

test('a line in another encoding does not spoil the others', async () => {
  const content = Buffer.concat([
    Buffer.from('über\n'),
    Buffer.from('Die Größe der Tür für die Küche ist überprüft\n', 'latin1'),
    Buffer.from('schön\n'),
  ]);
  expect(await read(content)).toEqual(['1 über', '2 Die Größe der Tür für die Küche ist überprüft', '3 schön']);
});

test('a line over the limit is told, and costs no other', async () => {
  expect(await read('aaaaa\nbbbbbb\nccccc', 5)).toEqual(['1 aaaaa', '2 E_TOO_LARGE', '3 ccccc']);
});

test('a line of 200 MB is not held', async () => {
  const mega = new Uint8Array(1 << 20).fill(0x61);
  const endless = async function* () {
    yield Buffer.from('first\n');
    for (let i = 0; i < 200; i++) yield mega;
    yield Buffer.from('\nlast');
  };
  const before = process.memoryUsage().rss;
  const all = await collect(lines(endless(), 1 << 20));
  expect(all.map(short)).toEqual(['1 first', '2 E_TOO_LARGE', '3 last']);
  expect(process.memoryUsage().rss - before).toBeLessThan(100 << 20);
});

test('a later range of a file goes on counting, and has no byte order mark', async () => {
  expect(await read('\ufeffa\nb', 100, [9], 7)).toEqual(['7 \ufeffa', '8 b']);
});

test('lines do not depend on how the stream is cut', async () => {
  const content = fc.array(fc.constantFrom('a', 'ä', '😀', '\n', '\r\n', '\ufffd', 'word '), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(content, sizes, fc.integer({ min: 1, max: 30 }), async (pieces, cuts, most) => {
      const text = pieces.join('');
      const got = await collect(lines(inPieces(text, cuts).stream(), most));
      const whole = text.split('\n');
      if (whole.at(-1) === '') whole.pop();
      const expected = whole.map((line, i): Line => {
        const number = i + 1;
        return Buffer.byteLength(line) > most
          ? { number, fail: 'E_TOO_LARGE' }
          : { number, text: line.endsWith('\r') ? line.slice(0, -1) : line };
      });
      expect(got).toEqual(expected);
    }),
  );
});
