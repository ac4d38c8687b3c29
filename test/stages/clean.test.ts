import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Part } from '../../src/core/document.ts';
import { clean, fixText } from '../../src/stages/clean/index.ts';
import { makeDocument, runStage } from '../harness.ts';

/** UTF-8 bytes shown as another encoding shows them. */
const misread = (text: string, encoding: string) => new TextDecoder(encoding).decode(Buffer.from(text));

describe('mojibake', () => {
  test.each([
    ['windows-1252', 'Die Prüfung läuft – „größer“ als 5 €'],
    ['windows-1252', 'Où est la facture n° 12 ? Déjà payée…'],
    ['windows-1250', 'Příliš žluťoučký kůň úpěl'],
    ['windows-1251', 'Счёт оплачен дважды, верните деньги'],
    ['windows-1253', 'Το τιμολόγιο πληρώθηκε'],
    ['macintosh', 'Garçon, l’addition – c’était très bon'],
    ['windows-1252', '請求書は二回支払われました'],
    ['windows-1252', 'Great service 😀 thanks'],
  ])('%s: %s', (encoding, text) => {
    expect(fixText(misread(text, encoding))).toBe(text);
  });

  test('read wrongly twice', () => {
    expect(fixText(misread(misread('für Größe', 'windows-1252'), 'windows-1252'))).toBe('für Größe');
  });

  test('only the damaged places of a text are touched', () => {
    expect(fixText('Grüße, FranÃ§ois! La rÃ©ponse est prête.')).toBe('Grüße, François! La réponse est prête.');
  });

  test('Windows-1252 quotes that arrive as C1 controls', () => {
    expect(fixText('\x93quoted\x94 \x96 it\x92s')).toBe('“quoted” – it’s');
  });

  test('a lost byte stays lost', () => {
    expect(fixText('Ð¿Ñ\ufffdÐ¸Ð²ÐµÑ‚')).toBe('п\ufffdивет');
  });

  test.each([
    'le café…”',
    '„Nein“, sagte sie – „nie“.',
    'Cos’è? C’è l’è così.',
    'MAÇÃ” E IRMÃ…',
    '«СССР» — год',
    'РІК та СІЧ',
    'Rate of 10 Å—20 Å',
    'SMØRREBRØD PÅ ØSTERBRO',
    '├── src\n│   └── è.ts',
    'çok güzel, değil mi? “Şey…”',
    'x² ≤ √2 · π',
  ])('left alone: %s', text => {
    expect(fixText(text)).toBe(text);
  });
});

describe('characters', () => {
  test.each([
    ['control characters', 'a\x00b\x07c\x1b[31mred\x1b[0m\td', 'abcred\td'],
    ['zero width, byte order mark, soft hyphen', '\ufeffin\u200bvoice Rech\u00adnung', 'invoice Rechnung'],
    ['direction marks and overrides', 'a\u202eb\u202cc\u200ed', 'abcd'],
    ['hidden tag letters', `hi${String.fromCodePoint(0xe0049, 0xe0067)}`, 'hi'],
    ['joiner in an emoji stays', '👩\u200d💻 ❤️\u200d🔥', '👩\u200d💻 ❤️\u200d🔥'],
    ['joiner between Latin letters goes', 'a\u200db\u200cc', 'abc'],
    ['non-joiner in Persian stays', 'می\u200cخواهم', 'می\u200cخواهم'],
    ['joiner in Hindi stays', 'क्\u200dष', 'क्\u200dष'],
    ['flag of Scotland stays', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
    ['lone surrogate', 'a\ud800b', 'a\ufffdb'],
    ['ligatures', 'oﬃce ﬁle ﬂow', 'office file flow'],
    ['composed, not compatibility', 'e\u0301 ① ²', 'é ① ²'],
    ['line ends', 'a\r\nb\rc\u2028d\fe', 'a\nb\nc\nd\ne'],
    ['spaces', 'a\u00a0b\u2009c\u3000d', 'a b c d'],
    ['trailing blanks and blank lines', '\n\na  \n\n\n\n\nb\t\n', 'a\n\n\nb'],
    ['indentation', 'a:\n    if x:\n\ty', 'a:\n    if x:\n\ty'],
    ['curly quotes stay', '“it’s”', '“it’s”'],
  ])('%s', (_name, before, after) => {
    expect(fixText(before)).toBe(after);
  });
});

describe('remnants of HTML', () => {
  test.each([
    ['entities', 'A &amp; B&nbsp;&euro; 5 &#8211; &#x41; &uuml;', 'A & B € 5 – A ü'],
    ['escaped twice', 'Tom &amp;amp;amp; Jerry &amp;quot;', 'Tom & Jerry "'],
    ['Windows numbers', 'it&#146;s', 'it’s'],
    ['unknown stay', 'AT&T; &bogus; &#0; R&D &amp', 'AT&T; &bogus; &#0; R&D &amp'],
    ['breaks', 'one<br>two<BR />three', 'one\ntwo\nthree'],
    ['paragraphs', '<p style="x">Hi</p><p>there</p>', 'Hi\n\nthere'],
    ['inline', 'a <b>bold</b> <span class="x">word</span>', 'a bold word'],
    ['link', 'see <a href="https://example.com">here</a>', 'see here'],
    ['placeholders stay', 'run `cmd` with <a> and <table> or <name>', 'run `cmd` with <a> and <table> or <name>'],
    ['comparison stays', 'a < b and b > c', 'a < b and b > c'],
    ['inline code stays', 'write `<br>` or `&nbsp;` here<br>', 'write `<br>` or `&nbsp;` here'],
    ['fence stays', '&lt;\n```html\n<br>\n    &nbsp;\n```\n&gt;', '<\n```html\n<br>\n    &nbsp;\n```\n>'],
    ['longer fence', '````\n```\n<br>\n````\nx<br>', '````\n```\n<br>\n````\nx'],
  ])('%s', (_name, before, after) => {
    expect(fixText(before)).toBe(after);
  });
});

describe('always', () => {
  const pieces = fc.constantFrom(
    ...['Ã', '©', 'â', '€', '™', ' ', '\n', '\r', '&amp;', '&lt;', 'br>', '<p>', '`', '```', '\x85', '\x93', '\u200d'],
    ...[
      '😀',
      '\u200c',
      'ی',
      '\ufeff',
      '\ud800',
      'e',
      '\u0301',
      '\ufffd',
      'Â',
      '\u00a0',
      '#38;',
      '&',
      'nbsp;',
      'ﬁ',
      'Ñ',
    ],
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(pieces, { maxLength: 25 }).map(parts => parts.join('')),
    fc.string({ unit: 'grapheme' }).map(text => misread(text.toWellFormed(), 'windows-1252')),
  );

  test('cleaning twice is cleaning once', () => {
    fc.assert(
      fc.property(texts, text => {
        const once = fixText(text);
        expect(fixText(once)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  test('what is cleaned is well-formed and has no controls', () => {
    fc.assert(
      fc.property(texts, text => {
        const cleaned = fixText(text);
        expect(cleaned.isWellFormed()).toBe(true);
        expect(cleaned).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/);
      }),
      { numRuns: 1000 },
    );
  });

  test('ASCII prose is not changed', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9,.!? ]{0,80}$/), text => {
        expect(fixText(text)).toBe(text.replace(/ +$/, ''));
      }),
    );
  });

  test.each(['&amp;', '&#38;', ' ', '<b ', '`', 'Ã', 'ÃƒÂ', 'â€', '\u200d', '\n', '\x1b[', '```\n'])(
    'a flood of %j comes out no longer than it went in',
    piece => {
      // Quadratic time would run into the timeout of the test.
      expect(fixText(piece.repeat(100_000)).length).toBeLessThanOrEqual(piece.length * 100_000);
    },
  );
});

describe('stage', () => {
  test('cleans all parts and the title, and counts', async () => {
    const parts: Part[] = [
      { role: 'user', text: 'SchÃ¶n&nbsp;hier' },
      { role: 'assistant', text: 'ok\u200b \x07' },
    ];
    const { documents, counters } = await runStage(clean, [makeDocument(parts, { title: 'GrÃ¶ÃŸe' })]);
    expect(documents[0]!.parts.map(part => part.text)).toEqual(['Schön hier', 'ok']);
    expect(documents[0]!.labels.title).toBe('Größe');
    expect(counters).toEqual({ mojibake: 3, 'html-remnants': 1, whitespace: 2, control: 1, 'zero-width': 1 });
  });

  test('a clean document is the same document', async () => {
    const doc = makeDocument('Nothing to do.\n\n    code');
    const { outcomes, counters } = await runStage(clean, [doc]);
    expect(outcomes[0]).toBe(doc);
    expect(counters).toEqual({});
  });

  test('without text it is dropped; an empty page goes, an empty turn stays', async () => {
    const pages: Part[] = [
      { role: 'document', text: '\u200b\n' },
      { role: 'document', text: 'page' },
    ];
    const turns: Part[] = [
      { role: 'user', text: '\ufeff' },
      { role: 'assistant', text: 'yes' },
    ];
    const { outcomes } = await runStage(clean, [
      makeDocument('\u200b \n'),
      makeDocument(''),
      makeDocument(pages),
      makeDocument(turns),
    ]);
    expect(outcomes).toEqual([
      { drop: 'empty' },
      { drop: 'empty' },
      expect.objectContaining({ parts: [pages[1]] }),
      expect.objectContaining({ parts: [{ role: 'user', text: '' }, turns[1]] }),
    ]);
  });

  test.each([
    ['mojibake', 'grÃ¶n'],
    ['html', 'a<br>b'],
    ['control', 'a\x07b'],
    ['zeroWidth', 'a\u200bb'],
    ['ligatures', 'ﬁn'],
    ['normalize', 'e\u0301'],
    ['whitespace', 'a \r\nb'],
  ])('%s can be turned off', async (option, text) => {
    const off = await runStage(clean, [makeDocument(text)], { [option]: false });
    expect(off.documents[0]!.parts[0]!.text).toBe(text);
    const on = await runStage(clean, [makeDocument(text)]);
    expect(on.documents[0]!.parts[0]!.text).not.toBe(text);
  });

  test('quotes are straightened on demand', async () => {
    const { documents } = await runStage(clean, [makeDocument('“it’s”')], { straightQuotes: true });
    expect(documents[0]!.parts[0]!.text).toBe('"it\'s"');
  });
});
