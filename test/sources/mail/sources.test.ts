import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { customerKey } from '../../../src/sources/keys.ts';
import { eml } from '../../../src/sources/mail/eml.ts';
import { mbox } from '../../../src/sources/mail/mbox.ts';
import { memoryFile, readWith } from '../../harness.ts';

const fixtures = 'fixtures/sources/mail';
const folder = readdirSync(`${fixtures}/folder`).map(name =>
  memoryFile(`in/${name}`, readFileSync(`${fixtures}/folder/${name}`)),
);

interface Mail {
  readonly id?: string;
  readonly from?: string;
  readonly to?: string;
  readonly subject?: string;
  readonly day?: number;
  readonly month?: string;
  readonly answers?: string;
  readonly text?: string;
  readonly more?: string;
}

let made = 0;
function mail({
  id,
  from = 'jane@client.example',
  to = 'support@acme.example',
  subject = 'Pump',
  day = 1,
  month = 'Mar',
  answers,
  text = 'Hello.',
  more,
}: Mail): string {
  const lines = [`Message-ID: <${id ?? `m${made++}`}@x>`, `From: ${from}`, `To: ${to}`, `Subject: ${subject}`];
  lines.push(`Date: ${day} ${month} 2025 10:00:00 +0000`);
  if (answers !== undefined) lines.push(`In-Reply-To: <${answers}@x>`);
  if (more !== undefined) lines.push(more);
  return `${lines.join('\n')}\n\n${text}\n`;
}

const emls = (...mails: (Mail | string)[]) =>
  mails.map((content, i) => memoryFile(`in/${i}.eml`, typeof content === 'string' ? content : mail(content)));
const read = (mails: (Mail | string)[], options = {}) => readWith(eml, emls(...mails), options);

test('the fixture folder is one conversation', async () => {
  const { drafts, failures, counters } = await readWith(eml, folder);
  expect(failures).toEqual([]);
  expect(drafts).toHaveLength(1);
  const { parts, labels, locator, file } = drafts[0]!;
  expect(parts).toEqual([
    {
      role: 'user',
      at: 'message 1',
      text: 'Hello,\n\nthe seal of our pump P-200 leaks at 60 °C. Which spare part do I order?',
    },
    {
      role: 'assistant',
      at: 'message 2',
      text: 'Dear Ms Müller,\n\nplease order the seal kit SK-204. It withstands 90 °C.',
    },
    { role: 'user', at: 'message 3', text: 'The kit arrived and the pump is tight again. Does it need grease?' },
  ]);
  expect(labels).toMatchObject({
    title: 'Pump P-200 – seal leaks',
    account: 'client.example',
    customer: customerKey('mail', { email: 'jane@client.example' }),
    time: '2025-03-03T08:15:00.000Z',
  });
  expect(labels!.people).toContainEqual({
    name: 'Jäne Müller, Purchasing',
    email: 'jane@client.example',
    role: 'customer',
  });
  expect(labels!.people).toContainEqual({ name: 'Sam Reyes', email: 'sam@acme.example', role: 'agent' });
  expect(locator).toBe(`thread ${labels!.thread!.slice(0, 12)}`);
  expect(file?.uri).toBe('in/1-question.eml');
  expect(counters).toEqual({ 'auto-replies': 1, attachments: 1, 'signatures-removed': 2, 'quotes-removed': 2 });
});

test('the order of the files changes nothing', async () => {
  const forth = await readWith(eml, folder);
  const back = await readWith(eml, folder.toReversed());
  expect(back).toEqual(forth);
});

test('the fixture mailbox: separators, escapes, a subject shared by two customers', async () => {
  const { drafts, failures } = await readWith(mbox, [memoryFile('s.mbox', readFileSync(`${fixtures}/support.mbox`))]);
  expect(failures).toEqual([]);
  expect(drafts.map(({ parts }) => parts.map(({ role, text }) => [role, text]))).toEqual([
    [
      ['user', 'Please send the invoice again.\n\nFrom our side nothing else is open.'],
      ['assistant', 'Attached is a copy, as you asked for.\nFrom here on you can download it yourself.'],
    ],
    [['user', 'A different customer, a different invoice of the same number.']],
  ]);
  expect(drafts.map(({ labels }) => labels!.account)).toEqual(['client.example', 'bob@gmail.com']);
});

test.each<[string, Mail[], string | undefined]>([
  ['the sender, in any case', [{ from: 'Jane <JANE@client.example>' }], 'jane@client.example'],
  [
    'the first sender that is no agent',
    [
      { id: 'a', from: 'sam@acme.example', to: 'bo@client.example' },
      { from: 'jane@client.example', answers: 'a', day: 2 },
    ],
    'jane@client.example',
  ],
  ['whom an agent wrote to', [{ from: 'sam@acme.example', to: 'bo@client.example' }], 'bo@client.example'],
  ['nobody among agents', [{ from: 'sam@acme.example', to: 'kim@acme.example' }], undefined],
  ['nobody without an address', [{ from: 'Jane' }], undefined],
])('the customer is %s', async (_who, mails, email) => {
  const { drafts } = await read(mails, { agents: ['acme.example'] });
  expect(drafts.map(({ labels }) => labels!.customer)).toEqual([customerKey('mail', { email })]);
});

describe('threads', () => {
  const reply = { from: 'sam@acme.example', to: 'jane@client.example', subject: 'AW: Pump', day: 2 };
  test.each<[string, Mail[], number[]]>([
    ['by reference to a message that is missing', [{ answers: 'gone' }, { ...reply, answers: 'gone' }], [2]],
    [
      'through a message that is read later',
      [
        { id: 'c', answers: 'b', day: 3 },
        { id: 'b', answers: 'a' },
      ],
      [2],
    ],
    ['by subject', [{}, reply], [2]],
    ['not by subject without a reply prefix', [{}, { ...reply, subject: 'Pump' }], [1, 1]],
    ['by subject within 30 days', [{}, { ...reply, day: 31 }], [2]],
    ['not by subject after 30 days', [{ month: 'Feb' }, { ...reply, day: 31 }], [1, 1]],
    ['not by subject to another customer', [{}, { ...reply, to: 'bob@other.example' }], [1, 1]],
    ['not between two customers', [{}, { from: 'bob@other.example', subject: 'Re: Pump', day: 2 }], [1, 1]],
    [
      'references that go in a circle',
      [
        { id: 'a', answers: 'b' },
        { id: 'b', answers: 'a', day: 2 },
      ],
      [2],
    ],
  ])('%s', async (_, mails, sizes) => {
    const { drafts, failures } = await read(mails);
    expect(failures).toEqual([]);
    expect(drafts.map(({ parts }) => parts.length)).toEqual(sizes);
    expect(new Set(drafts.map(({ locator }) => locator)).size).toBe(sizes.length);
  });
});

describe('sides', () => {
  const customers = ['a@one.example', 'b@two.example', 'c@three.example'].map(from => ({
    from,
    subject: from.slice(0, 1),
  }));
  const roles = async (mails: Mail[], agents?: string[]) =>
    (await read(mails, agents === undefined ? {} : { agents })).drafts.map(({ parts }) =>
      parts.map(({ role }) => role[0]).join(''),
    );
  const exchange = [
    { id: 'q' },
    { from: 'sam@acme.example', to: 'jane@client.example', answers: 'q', day: 2 },
    { answers: 'q', day: 3 },
  ];

  test('the sender of the first message asks, everybody else answers', async () => {
    expect(await roles(exchange)).toEqual(['uau']);
  });
  test.each([[['acme.example']], [['@ACME.example']], [['SAM@acme.example']]])('agents %j', async agents => {
    expect(await roles(exchange, agents)).toEqual(['uau']);
  });
  test('agents may begin, subdomains belong, similar domains do not', async () => {
    const first = { id: 'q', from: 'sam@eu.acme.example', to: 'jane@client.example' };
    expect(await roles([first, { from: 'x@notacme.example', answers: 'q', day: 2 }], ['acme.example'])).toEqual(['au']);
  });
  test('the domain that most threads are sent to is ours', async () => {
    const outbound = { from: 'sam@acme.example', to: 'z@four.example', subject: 'offer' };
    expect(await roles([...customers, outbound])).toEqual(['u', 'u', 'u', 'a']);
  });
  test('a free-mail provider is nobody', async () => {
    const toFree = customers.map(one => ({ ...one, to: 'shop@gmail.com' }));
    expect(await roles([...toFree, { from: 'x@gmail.com', to: 'y@five.example', subject: 'x' }])).toEqual([
      'u',
      'u',
      'u',
      'u',
    ]);
  });
});

describe('what is left out', () => {
  test.each<[string, Mail, string]>([
    ['newsletters', { more: 'List-Unsubscribe: <x>\nPrecedence: bulk' }, 'bulk-messages'],
    ['bounces', { more: 'Content-Type: multipart/report; report-type=delivery-status' }, 'bounces'],
    ['automatic replies', { more: 'Auto-Submitted: auto-replied' }, 'auto-replies'],
  ])('%s are counted', async (_, one, counter) => {
    expect(await read([one])).toEqual({ drafts: [], failures: [], counters: { [counter]: 1 } });
  });

  test('newsletters can be kept', async () => {
    const { drafts } = await read([{ more: 'List-Unsubscribe: <x>\nPrecedence: bulk' }], { bulk: 'keep' });
    expect(drafts).toHaveLength(1);
  });

  test('quotes and signatures can be kept', async () => {
    const text = 'Yes.\n\n-- \nJane\n\nOn 4 Mar 2025, Sam wrote:\n> Does it fit?';
    expect((await read([{ text }])).drafts[0]!.parts[0]!.text).toBe('Yes.');
    const kept = await read([{ text }], { quotes: 'keep', signatures: 'keep' });
    expect(kept.drafts[0]!.parts[0]!.text).toBe('Yes.\n\n-- \nJane\n\nOn 4 Mar 2025, Sam wrote:\n> Does it fit?');
    expect(kept.counters).toEqual({});
  });

  test('a copy is counted, another message under the same id fails', async () => {
    const { drafts, failures, counters } = await read([
      { id: 'a' },
      { id: 'a', more: 'Received: again' },
      { id: 'a', text: 'Other.' },
    ]);
    expect(drafts[0]!.parts).toHaveLength(1);
    expect(counters).toEqual({ 'repeated-messages': 1 });
    expect(failures).toEqual([{ fail: 'E_DUPLICATE_ID', file: expect.objectContaining({ uri: 'in/2.eml' }) }]);
  });
});

describe('failures', () => {
  test.each([
    ['empty', '', 'E_EMPTY'],
    ['not a mail', 'Just some notes: none.\n\nMore.', 'E_WRONG_FORMAT'],
    ['binary', '\0\x01\x02\xff\xfe', 'E_WRONG_FORMAT'],
    ['no text', mail({ text: '  ' }), 'E_NO_TEXT'],
    ['too large', mail({ text: 'x'.repeat(2 << 20) }), 'E_TOO_LARGE'],
  ])('eml: %s fails alone', async (_, content, code) => {
    const { drafts, failures } = await read([content, { text: 'Fine.' }]);
    expect(failures.map(({ fail, file }) => [fail, file?.uri])).toEqual([[code, 'in/0.eml']]);
    expect(drafts).toHaveLength(1);
  });

  const separator = 'From x@y.example Sat Mar  1 10:00:00 2025\n';
  test.each<[string, string, string[], number]>([
    ['empty', '', ['E_EMPTY'], 0],
    ['not a mailbox', 'Hello\n\nFrom x Sat Mar  1 10:00:00 2025\n', ['E_WRONG_FORMAT'], 0],
    ['a message without headers', `${separator}nothing\n\n${separator}${mail({})}`, ['E_WRONG_FORMAT'], 1],
    [
      'a message that is too large',
      `${separator}${mail({ text: 'x\n'.repeat(1 << 20) })}\n${separator}${mail({})}`,
      ['E_TOO_LARGE'],
      1,
    ],
    ['a message without text', `${separator}${mail({ text: '' })}\n${separator}${mail({})}`, ['E_NO_TEXT'], 1],
  ])('mbox: %s', async (_, content, codes, drafts) => {
    const result = await readWith(mbox, [memoryFile('a.mbox', content)]);
    expect(result.failures.map(({ fail }) => fail)).toEqual(codes);
    expect(result.drafts).toHaveLength(drafts);
  });

  test('mbox: a failure names its message', async () => {
    const { failures } = await readWith(mbox, [
      memoryFile('a.mbox', `${separator}${mail({})}\n${separator}${mail({ text: '' })}`),
    ]);
    expect(failures[0]).toMatchObject({ fail: 'E_NO_TEXT', locator: 'message 2' });
  });

  test('mbox: cuts between chunks change nothing', async () => {
    const bytes = readFileSync(`${fixtures}/support.mbox`);
    const whole = await readWith(mbox, [memoryFile('a.mbox', bytes)]);
    for (const size of [1, 7, 64]) {
      const file = {
        ...memoryFile('a.mbox', bytes),
        async *stream() {
          for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
        },
      };
      const { drafts } = await readWith(mbox, [file]);
      expect(drafts.map(({ parts }) => parts)).toEqual(whole.drafts.map(({ parts }) => parts));
    }
  });
});

test('units: the mails of a folder, and of an archive with all its folders', () => {
  const uris = ['b/1.eml', 'a/1.eml', 'a/2.eml', 'x.zip!/in/1.eml', 'x.zip!/out/2.eml'];
  const units = eml.units!(uris.map(uri => memoryFile(uri, '')));
  expect(units.map(unit => unit.map(({ uri }) => uri))).toEqual([
    ['a/1.eml', 'a/2.eml'],
    ['b/1.eml'],
    ['x.zip!/in/1.eml', 'x.zip!/out/2.eml'],
  ]);
});

test.each([
  ['mail', mail({}), 'a.bin', 0.9, 0],
  ['mail that only the server marked', 'Received: by x\nFrom: a@b\n\nHi', 'a.bin', 0.9, 0],
  ['mailbox', `From x@y.example Sat Mar  1 10:00:00 2025\r\n${mail({})}`, 'a.bin', 0, 0.95],
  ['Markdown with front matter', '---\nfrom: x\ndate: y\n---\n', 'a.md', 0, 0],
  ['a letter', 'From: Berlin\nTo: Paris\n\nHi', 'a.txt', 0, 0],
  ['prose', 'From time to time it rains.', 'a.txt', 0, 0],
  ['names', '', 'a.eml', 0.3, 0],
  ['names', '', 'a.mbox', 0, 0.3],
])('detects %s', (_, content, uri, asEml, asMbox) => {
  const peek = { uri, bytes: content.length, head: Buffer.from(content) };
  expect([eml.detect(peek), mbox.detect(peek)]).toEqual([asEml, asMbox]);
});
