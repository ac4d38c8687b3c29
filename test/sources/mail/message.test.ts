import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CorpusmithError } from '../../../src/core/errors.ts';
import { headerText, isoDate, readHeaders, structured } from '../../../src/sources/mail/headers.ts';
import { readEnvelope, readMessage } from '../../../src/sources/mail/message.ts';
import { readSubject } from '../../../src/sources/mail/subject.ts';

/** Bytes of a message: one byte for each character. */
const bytesOf = (text: string) => Buffer.from(text, 'latin1');
const utf8 = (text: string) => Buffer.from(text).toString('latin1');
const envelopeOf = (...lines: string[]) =>
  readEnvelope(readHeaders(bytesOf(`${lines.join('\r\n')}\r\n\r\nbody`)).headers);
const bodiesOf = (text: string) => readMessage(bytesOf(text)).bodies;

describe('header text', () => {
  test.each([
    ['plain', 'Pump seal', 'Pump seal'],
    ['Q', '=?iso-8859-1?Q?F=FCr_Sie?=', 'Für Sie'],
    ['B', '=?UTF-8?B?RsO8cg==?= Sie', 'Für Sie'],
    ['raw bytes within Q', '=?iso-8859-1?Q?F\xfcr_Sie?=', 'Für Sie'],
    ['a character cut in two', '=?utf-8?B?RsM=?= =?utf-8?B?vHI=?=', 'Für'],
    ['words of two charsets', '=?utf-8?Q?=C3=BC?= =?iso-8859-1?Q?=FC?=', 'üü'],
    ['language tag', '=?utf-8*de?Q?=C3=BC?=', 'ü'],
    ['Japanese', '=?ISO-2022-JP?B?GyRCRnxLXBsoQg==?=', '日本'],
    ['raw UTF-8', utf8('Für Sie'), 'Für Sie'],
    ['unknown charset', '=?x-nothing?Q?a=FC?=', 'aü'],
    ['no word after all', '=?utf-8?Q?a', '=?utf-8?Q?a'],
    ['control characters', 'a\0\x0d b', 'a b'],
  ])('%s', (_, raw, text) => {
    expect(headerText(raw)).toBe(text);
  });

  test('raw bytes are read in the charset of the message', () => {
    const { subject, from } = envelopeOf(
      'Content-Type: text/plain; charset=windows-1251',
      'Subject: \xcf\xf0\xe8\xe2\xe5\xf2',
      'From: \xcf\xf0\xe8\xe2\xe5\xf2 <x@y.example>',
    );
    expect(subject).toBe('Привет');
    expect(from).toEqual([{ name: 'Привет', email: 'x@y.example' }]);
  });
});

describe('dates', () => {
  test.each([
    ['Mon, 3 Mar 2025 09:15:00 +0100', '2025-03-03T08:15:00.000Z'],
    ['3 Mar 2025 09:15 -0930', '2025-03-03T18:45:00.000Z'],
    ['Mon, 03 Mar 25 09:15:00 GMT (UTC)', '2025-03-03T09:15:00.000Z'],
    ['Mon, 3 Mar 1997 09:15:00 EST', '1997-03-03T14:15:00.000Z'],
    ['Mon, 3 Mar 2025 09:15:00', '2025-03-03T09:15:00.000Z'],
    ['2025-03-03T09:15:00+01:00', '2025-03-03T08:15:00.000Z'],
    ['Whenever', undefined],
    ['3 Foo 2025 09:15:00 +0000', undefined],
    ['99 Mar 9999 99:99:99 +9999', undefined],
  ])('%s', (raw, iso) => {
    expect(isoDate(raw)).toBe(iso);
  });
});

describe('structured headers', () => {
  test.each([
    ['Text/Plain; charset="UTF-8"; format=flowed', 'text/plain', { charset: 'UTF-8', format: 'flowed' }],
    ['multipart/mixed;boundary="a;\\"b"', 'multipart/mixed', { boundary: 'a;"b' }],
    ['attachment; filename*0="long "; filename*1="name.pdf"', 'attachment', { filename: 'long name.pdf' }],
    ["attachment; filename*=utf-8''%C3%BC.pdf", 'attachment', { filename: 'ü.pdf' }],
    ['', '', {}],
  ])('%s', (raw, value, expected) => {
    const { value: got, parameters } = structured(raw);
    expect(got).toBe(value);
    expect(Object.fromEntries([...parameters].map(([name, text]) => [name, headerText(text)]))).toEqual(expected);
  });
});

describe('envelopes', () => {
  test('addresses with commas, comments, groups and encoded names', () => {
    const { from, to, cc } = envelopeOf(
      'From: "Doe, Jane" <jane@client.example>',
      'To: =?utf-8?Q?M=C3=BCller=2C_Kai?= <kai@acme.example>, bob@acme.example (Bob)',
      'Cc: Team: a@acme.example, b@acme.example;, nobody',
    );
    expect(from).toEqual([{ name: 'Doe, Jane', email: 'jane@client.example' }]);
    expect(to).toEqual([
      { name: 'Müller, Kai', email: 'kai@acme.example' },
      { name: 'Bob', email: 'bob@acme.example' },
    ]);
    expect(cc).toEqual([{ email: 'a@acme.example' }, { email: 'b@acme.example' }, { name: 'nobody' }]);
  });

  test('ids, folded and repeated', () => {
    const { id, references } = envelopeOf(
      'Message-ID: <c@x>',
      'References: <a@x>',
      '\t<b@x>',
      'In-Reply-To: your mail <b@x>',
    );
    expect({ id, references }).toEqual({ id: 'c@x', references: ['a@x', 'b@x'] });
  });

  test.each([
    ['letter', ['Subject: x']],
    ['letter', ['Auto-Submitted: no']],
    ['letter', ['List-Unsubscribe: <mailto:x@y>']],
    ['auto-reply', ['Auto-Submitted: auto-replied']],
    ['auto-reply', ['Precedence: auto_reply']],
    ['auto-reply', ['X-Autoreply: yes']],
    ['auto-reply', ['Content-Type: multipart/report; report-type=disposition-notification']],
    ['bounce', ['Content-Type: multipart/report; report-type="delivery-status"']],
    ['bounce', ['From: MAILER-DAEMON@mx.example', 'Auto-Submitted: auto-replied']],
    ['bulk', ['List-Unsubscribe: <mailto:x@y>', 'Precedence: bulk']],
  ])('%s: %j', (kind, lines) => {
    expect(envelopeOf(...lines).kind).toBe(kind);
  });

  test.each([
    ['Re: AW: Fwd: Pump', 'Pump', true, false],
    ['WG: Pump', 'Pump', true, true],
    ['RE[2]: Sv: Pump', 'Pump', true, false],
    ['回复：Pump', 'Pump', true, false],
    ['Report: done', 'Report: done', false, false],
    ['Re:', '', true, false],
  ])('subject %s', (subject, title, answers, forward) => {
    expect(readSubject(subject)).toEqual({ title, answers, forward });
  });
});

describe('bodies', () => {
  test.each([
    ['declared charset', 'Content-Type: text/plain; charset=iso-8859-2\n\n\xb3\xf3d\xbc', 'łódź'],
    ['UTF-8 that is called ASCII', `Content-Type: text/plain; charset=us-ascii\n\n${utf8('Größe')}`, 'Größe'],
    [
      'no charset',
      'Subject: x\n\nDie Gr\xf6\xdfe der T\xfcr ist f\xfcr uns zu klein.',
      'Die Größe der Tür ist für uns zu klein.',
    ],
    ['quoted-printable', 'Content-Transfer-Encoding: quoted-printable\n\na=\nb=3D=20\nc=ZZ', 'ab= \nc=ZZ'],
    ['base64', 'Content-Transfer-Encoding: BASE64\n\nR3L2\r\n32U=', 'Größe'],
    ['base64 that is none', 'Content-Transfer-Encoding: base64\n\nJust some text, sorry.', 'Just some text, sorry.'],
    [
      'flowed',
      'Content-Type: text/plain; format=flowed\n\none \ntwo\n> a \n> b\n-- \nJane',
      'one two\n> a b\n-- \nJane',
    ],
    ['flowed, spaces deleted', 'Content-Type: text/plain; format=flowed; delsp=yes\n\none \ntwo', 'onetwo'],
    ['multipart without its boundary', 'Content-Type: multipart/mixed; boundary=x\n\nall of it', 'all of it'],
    ['multipart that is cut off', 'Content-Type: multipart/mixed; boundary=x\n\n--x\n\nthe first', 'the first'],
  ])('%s', (_, message, text) => {
    expect(bodiesOf(message.replace(/\n/g, '\r\n')).map(body => body.plain)).toEqual([text]);
  });

  test('renditions of one text are one body, texts beside each other are two', () => {
    const message = [
      'Content-Type: multipart/mixed; boundary=m\n',
      '--m\nContent-Type: multipart/alternative; boundary=ma\n',
      '--ma\n\nplain\n--ma\nContent-Type: multipart/related; boundary=r\n',
      '--r\nContent-Type: text/html\n\n<p>html</p>\n--r\nContent-Type: image/png\n\nx\n--r--\n--ma--',
      '--m\nContent-Disposition: attachment; filename="=?utf-8?Q?=C3=BC.txt?="\n\nno body\n--m\n\nfooter\n--m--',
    ].join('\n');
    const { bodies, attachments } = readMessage(bytesOf(message));
    expect(bodies).toEqual([{ plain: 'plain', html: '<p>html</p>' }, { plain: 'footer' }]);
    expect(attachments).toEqual([{ type: 'image/png' }, { name: 'ü.txt', type: 'text/plain' }]);
  });

  const nested = (depth: number) =>
    Array.from({ length: depth }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`).join('');
  test.each([
    ['nesting', nested(200), 'E_TOO_LARGE'],
    ['parts', `Content-Type: multipart/mixed; boundary=x\n\n${'--x\n\na\n'.repeat(100_000)}`, 'E_TOO_LARGE'],
    [
      'encrypted',
      'Content-Type: multipart/encrypted; boundary=x\n\n--x\nContent-Type: application/octet-stream\n\nabc\n--x--',
      'E_ENCRYPTED',
    ],
    ['encrypted in the text', 'Subject: x\n\n-----BEGIN PGP MESSAGE-----\nabc', 'E_ENCRYPTED'],
    ['binary that is called text', `Subject: x\n\n${'\x01\x02\x03\x00\xff'.repeat(100)}`, 'E_ENCODING'],
  ])('%s fails', (_, message, code) => {
    let error: unknown;
    try {
      readMessage(bytesOf(message));
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(CorpusmithError);
    expect((error as CorpusmithError).code).toBe(code);
  });

  test('any bytes give a message or a document error', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'Content-Type: multipart/mixed; boundary=x',
        '--x',
        '--x--',
        '',
        '=?utf-8?B?',
        'From: "',
        'Subject:',
        ' ',
        'Date: 1 Jan 1 1:1',
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), pieces => {
        const bytes = bytesOf(pieces.join('\n'));
        readEnvelope(readHeaders(bytes).headers);
        try {
          readMessage(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(CorpusmithError);
        }
      }),
    );
  });
});
