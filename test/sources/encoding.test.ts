import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeStream, decodeText } from '../../src/sources/encoding.ts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const swapped = (text: string) => utf16(text).swap16();

async function* chunksOf(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function streamed(bytes: Uint8Array, size: number): Promise<string> {
  let text = '';
  for await (const piece of decodeStream(chunksOf(bytes, size))) text += piece;
  return text;
}

const russian = 'Уважаемый клиент, ваш заказ отправлен и будет доставлен завтра.';
const cp1251 = Buffer.from([...russian].map(c => (c >= 'А' && c <= 'я' ? c.charCodeAt(0) - 0x350 : c.charCodeAt(0))));

describe('decodeText', () => {
  const cases: [name: string, bytes: Uint8Array, text: string, encoding: string][] = [
    ['ASCII', Buffer.from('plain'), 'plain', 'utf-8'],
    ['nothing', new Uint8Array(), '', 'utf-8'],
    ['UTF-8', Buffer.from('Größe 5 €'), 'Größe 5 €', 'utf-8'],
    ['UTF-8 with mark', Buffer.from('\ufeffGröße'), 'Größe', 'utf-8'],
    ['UTF-16LE with mark', utf16('\ufeffGröße'), 'Größe', 'utf-16le'],
    ['UTF-16BE with mark', swapped('\ufeffGröße'), 'Größe', 'utf-16be'],
    ['UTF-16LE without mark', utf16('Hello there'), 'Hello there', 'utf-16le'],
    ['UTF-16BE without mark, Cyrillic', swapped('Добрый день, Анна'), 'Добрый день, Анна', 'utf-16be'],
    ['Windows-1252, one word', latin1('Stra\xdfe'), 'Straße', 'windows-1252'],
    ['Windows-1252, the euro', latin1('price: 5 \x80'), 'price: 5 €', 'windows-1252'],
    ['Windows-1252, quotes', latin1('It\x92s a \x93test\x94 \x96 ok'), 'It’s a “test” – ok', 'windows-1252'],
    ['Windows-1251', cp1251, russian, 'windows-1251'],
    ['ISO-2022-JP', latin1('\x1b$B$3$s$K$A$O\x1b(B!'), 'こんにちは!', 'iso-2022-jp'],
    ['terminal colours are no ISO-2022', latin1('\x1b[31mred\x1b[0m'), '\x1b[31mred\x1b[0m', 'utf-8'],
  ];
  test.each(cases)('%s', (_name, bytes, text, encoding) => {
    expect(decodeText(bytes)).toEqual({ text, encoding });
  });

  test('a stray byte does not turn UTF-8 into another encoding', () => {
    const mixed = Buffer.concat([Buffer.from('Müller, Zoë, Jürgen, '), latin1('Andr\xe9, '), Buffer.from('Chloë')]);
    expect(decodeText(mixed)).toEqual({ text: 'Müller, Zoë, Jürgen, André, Chloë', encoding: 'utf-8' });
  });

  test('a character that the end of the file cuts is replaced, the rest kept', () => {
    expect(decodeText(Buffer.from('naïve café €').subarray(0, -1)).text).toBe('naïve café \ufffd');
  });

  test('a declared charset decides where the bytes fit it, and yields to UTF-8', () => {
    const bytes = latin1('\xb3\xf3d\xbc');
    expect(decodeText(bytes, { charset: 'ISO-8859-2' }).text).toBe('łódź');
    expect(decodeText(Buffer.from('łódź'), { charset: 'iso-8859-2' }).text).toBe('łódź');
    expect(decodeText(latin1('<meta charset="iso-8859-2">\xb3\xf3d\xbc')).text).toContain('łódź');
    expect(decodeText(latin1('caf\xe9'), { charset: 'no-such-charset' }).text).toBe('café');
    expect(decodeText(latin1('caf\xe9'), { charset: 'base64' }).text).toBe('café');
  });

  test.each([
    ['zeros', new Uint8Array(100)],
    ['a compressed file', Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919 + (i >> 3) * 104_729) % 256)],
    ['an executable', Buffer.from('\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0\x01\0\0\0', 'latin1')],
  ])('refuses %s', (_name, bytes) => {
    expect(() => decodeText(bytes)).toThrowError(expect.objectContaining({ code: 'E_ENCODING' }));
  });
});

describe('decodeStream', () => {
  test('gives what decodeText gives, however the bytes are cut', async () => {
    const texts = fc.string({ unit: 'grapheme', maxLength: 60 }).filter(text => !/[\0-\x08\x0e-\x1f\ufeff]/.test(text));
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 7 }), async (text, size) => {
        expect(await streamed(Buffer.from(text), size)).toBe(text);
      }),
    );
    for (const size of [1, 2, 3, 5]) {
      expect(await streamed(utf16('\ufeffsmile 😀 bye'), size)).toBe('smile 😀 bye');
      expect(await streamed(cp1251, size)).toBe(russian);
    }
  });

  test('decides late when the first 64 KiB are ASCII', async () => {
    const ascii = 'line of log\n'.repeat(10_000);
    const legacy = latin1(`${ascii}Jos\xe9 wohnt in der K\xf6nigstra\xdfe, M\xfcnchen\n`);
    expect(await streamed(legacy, 65_536)).toBe(`${ascii}José wohnt in der Königstraße, München\n`);
    expect(await streamed(Buffer.from(`${ascii}José 東京`), 1000)).toBe(`${ascii}José 東京`);
  });

  test('keeps stray bytes that come after the decision for UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('é'.repeat(40_000)), latin1('\nAndr\xe9 said\n')]);
    expect((await streamed(bytes, 4096)).slice(40_000)).toBe('\nAndré said\n');
  });
});
