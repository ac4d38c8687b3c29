import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SourceContext } from '../../../src/core/source.ts';
import { accountOfEmail } from '../../../src/sources/account.ts';
import { isAutomatic } from '../../../src/sources/exports/automatic.ts';
import { draftOf, type Message, type Thread, withOpening } from '../../../src/sources/exports/conversation.ts';
import { limits, memoryFile } from '../../harness.ts';

const keep = { internalNotes: 'keep', autoReplies: 'keep' } as const;
const drop = { internalNotes: 'drop', autoReplies: 'drop' } as const;
const file = memoryFile('a.json', '');

function context(): { ctx: SourceContext; counters: Record<string, number> } {
  const counters: Record<string, number> = {};
  const count = (name: string, by = 1) => void (counters[name] = (counters[name] ?? 0) + by);
  return { ctx: { limits, count, signal: new AbortController().signal }, counters };
}

function threadOf(messages: readonly Message[], id = '7'): Thread {
  return { source: 'test', kind: 'ticket', id, position: 3, file, messages };
}

test('messages come in order of time; those of the same time and without a time keep their place', () => {
  const said = (text: string, time?: string): Message => ({
    side: 'agent',
    text,
    ...(time === undefined ? {} : { time }),
  });
  const messages = [
    said('c', '2024-01-03'),
    said('after c'),
    said('a', '2024-01-01'),
    said('b', '2024-01-02'),
    said('b2', '2024-01-02'),
  ];
  const draft = draftOf(threadOf(messages), keep, context().ctx);
  expect('parts' in draft && draft.parts.map(({ text }) => text)).toEqual(['a', 'b', 'b2', 'c', 'after c']);
});

test.each([
  ['12', 'ticket 12'],
  ['5003-a.b_C', 'ticket 5003-a.b_C'],
  ['ann', 'ticket no. 3'],
  ['ann1@mail.example', 'ticket no. 3'],
  ['7 Main Street', 'ticket no. 3'],
  ['9'.repeat(65), 'ticket no. 3'],
])('the locator of %s is %s', (id, locator) => {
  const draft = draftOf(threadOf([{ side: 'customer', text: 'x' }], id), drop, context().ctx);
  expect(draft.locator).toBe(locator);
});

test('every message is a part or is counted', () => {
  const message = fc.record(
    {
      side: fc.constantFrom('customer', 'agent'),
      text: fc.oneof(fc.constantFrom('', ' ', 'Out of office until Monday'), fc.string()),
      internal: fc.boolean(),
      automatic: fc.boolean(),
      mail: fc.boolean(),
    },
    { requiredKeys: ['side', 'text'] },
  );
  fc.assert(
    fc.property(fc.array(message), messages => {
      const { ctx, counters } = context();
      const draft = draftOf(threadOf(messages as Message[]), drop, ctx);
      const parts = 'parts' in draft ? draft.parts : [];
      const left = ['empty-messages', 'internal-notes', 'auto-replies'].reduce(
        (sum, name) => sum + (counters[name] ?? 0),
        0,
      );
      expect(parts.length + left).toBe(messages.length);
      expect('fail' in draft).toBe(parts.length === 0);
      for (const part of parts) expect(part.text).not.toBe('');
    }),
  );
});

test('agents sign outside of mail too; customers who only chat do not', () => {
  const text = 'Try P15.\n\nBest regards\nJane Roe\nAcme Support';
  const draft = draftOf(
    threadOf([
      { side: 'customer', text },
      { side: 'agent', text },
    ]),
    keep,
    context().ctx,
  );
  expect('parts' in draft && draft.parts.map(part => part.text)).toEqual([text, 'Try P15.']);
});

test('mails lose their quotes and signatures, but never everything', () => {
  const { ctx, counters } = context();
  const quoting = 'It works.\n\nOn Mon, 6 May 2024 at 10:00, Sam <sam@oven.example> wrote:\n> Please press Start.';
  const quotes = '> Please press Start.\n> Then wait.';
  const draft = draftOf(
    threadOf([
      { side: 'customer', text: quoting, mail: true },
      { side: 'customer', text: quotes, mail: true },
      { side: 'customer', text: quoting },
    ]),
    drop,
    ctx,
  );
  const texts = 'parts' in draft ? draft.parts.map(({ text }) => text) : [];
  expect(texts[0]).toBe('It works.');
  expect(texts[1]).toContain('Please press Start.');
  expect(texts[2]).toBe(quoting);
  expect(counters['quoted-histories']).toBe(1);
});

test('an automatic reply is recognised though it quotes what it answers', () => {
  const { ctx, counters } = context();
  const quoting = `I am out of office until Monday.\n\nOn Mon, 6 May 2024 at 10:00, Sam <sam@oven.example> wrote:\n${'> Is it warm?\n'.repeat(80)}`;
  const draft = draftOf(threadOf([{ side: 'customer', text: quoting, mail: true }]), drop, ctx);
  expect(draft).toMatchObject({ fail: 'E_NO_TEXT', locator: 'ticket 7' });
  expect(counters['auto-replies']).toBe(1);
});

test('what is known of one address is put together', () => {
  const people = [{ email: 'Ann@x.example' }, { name: 'Ann', email: 'ann@x.example', role: 'customer' }, {}] as const;
  const draft = draftOf({ ...threadOf([{ side: 'customer', text: 'x' }]), people }, drop, context().ctx);
  expect('labels' in draft && draft.labels!.people).toEqual([
    { name: 'Ann', email: 'Ann@x.example', role: 'customer' },
  ]);
});

test('a description is a message of its own unless the first message says it', () => {
  const opening: Message = {
    side: 'customer',
    text: 'The grill is *too* hot today.',
    time: '2024-01-01T00:00:00.000Z',
  };
  const other: Message = { side: 'agent', text: 'Choose level 2.', time: '2024-01-01T00:00:00.000Z' };
  expect(withOpening(opening, [])).toEqual([opening]);
  expect(withOpening(opening, [other])).toEqual([opening, other]);
  expect(withOpening(opening, [{ side: 'agent', text: 'the grill is too hot today' }])).toHaveLength(1);
  expect(withOpening(opening, [{ ...opening, text: 'quite another rendering' }])).toHaveLength(1);
  expect(
    withOpening({ side: 'customer', text: 'Hi' }, [{ side: 'customer', text: 'Hi, are you there?' }]),
  ).toHaveLength(2);
  expect(withOpening({ side: 'customer', text: '???' }, [{ side: 'agent', text: '!' }])).toHaveLength(2);
  expect(withOpening({ side: 'customer', text: '???' }, [{ side: 'customer', text: '??? ' }])).toHaveLength(1);
  expect(withOpening({ side: 'customer', text: '  ' }, [other])).toEqual([other]);
});

test.each([
  [
    'agent',
    'Thank you for contacting us. Your request has reached us and somebody will answer within one working day.',
    true,
  ],
  [
    'agent',
    'Hi Ann,\n\nYour request (1234) has been received and is being reviewed by our support staff.\n\nThe team',
    true,
  ],
  ['agent', 'Vielen Dank! Ihre Anfrage ist bei uns eingegangen, wir melden uns so schnell wie möglich.', true],
  ['customer', 'I am out of the office until Monday.', true],
  ['customer', 'Automatische Antwort: ich bin im Urlaub', true],
  ['agent', 'How did we do? Please rate us.', true],
  ['agent', 'Request #12 "Oven" was closed and merged into this request. Last comment: x', true],
  ['customer', 'We have received your message and will answer as soon as possible.', false],
  ['agent', 'We have received your request and checked the oven: its fan is blocked. Please clean it.', false],
  [
    'agent',
    `Your request has reached us and we will answer within a day.\n\n${'To end the demo mode hold Start. '.repeat(4)}`,
    false,
  ],
  ['agent', 'I will mark this request as solved now. If the problem comes back, just reply.', true],
  ['customer', 'I am out of office tomorrow, can you call today?', false],
  ['agent', 'We received your message and send a new seal; it arrives within two days.', false],
  ['agent', 'Nous avons bien reçu votre demande et vous répondrons dans les meilleurs délais.', true],
  ['customer', 'How did we do in your survey?', false],
  ['customer', 'How do I switch on the out of office note?', false],
] as const)('%s: %s -> %s', (side, text, automatic) => {
  expect(isAutomatic({ side, text })).toBe(automatic);
});

test.each([
  ['Ann@Bakery.example', 'bakery.example'],
  ['ann@gmail.com', 'ann@gmail.com'],
  ['no address', undefined],
  ['ann@', undefined],
  [undefined, undefined],
])('the account of %s is %s', (email, account) => {
  expect(accountOfEmail(email)).toBe(account);
});
