import { expect, test } from 'vitest';
import { zendesk } from '../../../src/sources/exports/zendesk.ts';
import { customerKey } from '../../../src/sources/keys.ts';
import { memoryFile, readWith } from '../../harness.ts';
import { byLocator, detected, failed, load, turns } from './fixture.ts';

test('a ticket becomes a conversation in order of time', async () => {
  const reading = await readWith(zendesk, load('zendesk'));
  const ticket = byLocator(reading, 'ticket 501');
  expect(turns(ticket)).toEqual([
    'user: The oven stays cold.\nDisplay says dEMO.',
    'assistant: Hello Mira,\n\nplease press and hold **Start** for three seconds, that ends the demo mode.',
    'user: That was it, thank you!',
  ]);
  expect(ticket!.labels).toEqual({
    title: 'Oven will not preheat',
    account: 'zendesk 900123456789012',
    customer: customerKey('', { email: 'mira@bakery.example' }),
    thread: 'zendesk ticket 501',
    time: '2024-05-02T07:59:59Z',
    people: [
      { name: 'Mira Holt', email: 'mira@bakery.example', phone: '+44 7700 900111', role: 'customer' },
      { name: 'Sam Agent', email: 'sam@oven.example', role: 'agent' },
      { name: 'Kim Lead', email: 'kim@oven.example', role: 'agent' },
    ],
  });
});

test('merged and deleted tickets, deleted users, tickets without comments or with nothing but notes', async () => {
  const reading = await readWith(zendesk, load('zendesk'));
  expect(reading.drafts.map(({ locator }) => locator)).toEqual([
    'ticket 501',
    'ticket 502',
    'ticket 503',
    'ticket 504',
  ]);
  expect(turns(byLocator(reading, 'ticket 502'))).toEqual(['user: Did you get my mail about the oven?']);
  expect(turns(byLocator(reading, 'ticket 503'))).toEqual([
    'user: Do you sell trays by themselves?',
    'assistant: We do: part T-40, in the shop.',
  ]);
  expect(byLocator(reading, 'ticket 503')!.labels).not.toHaveProperty('people');
  expect(turns(byLocator(reading, 'ticket 504'))).toEqual(['user: Where is the serial number?']);
  expect(byLocator(reading, 'ticket 504')!.labels!.account).toBe('ivo.brandt@gmail.com');
  expect(failed(reading)).toEqual(['E_NO_TEXT tickets.json ticket 505']);
  expect(reading.counters).toEqual({
    attachments: 2,
    'auto-replies': 2,
    'deleted-tickets': 1,
    'internal-notes': 2,
    'merged-tickets': 1,
    'quoted-histories': 1,
  });
});

test('notes and automatic messages can be kept', async () => {
  const reading = await readWith(zendesk, load('zendesk'), { internalNotes: 'keep', autoReplies: 'keep' });
  expect(turns(byLocator(reading, 'ticket 501'))).toContain('assistant: Third one today, tell sales.');
  expect(turns(byLocator(reading, 'ticket 502'))).toContain('assistant: Merged into #501.');
  expect(turns(byLocator(reading, 'ticket 505'))).toEqual(['assistant: Call back.']);
  expect(reading.failures).toEqual([]);
});

test('one ticket a line, with comments and users in files beside it', async () => {
  const reading = await readWith(zendesk, load('zendesk-ndjson'));
  expect(reading.drafts.map(turns)).toEqual([
    ['user: The grill is too hot.', 'assistant: Please choose level 2.'],
    ['user: The fan is loud.', 'assistant: Is there a bag in front of it?'],
  ]);
  expect(reading.drafts[0]!.file!.uri).toBe('zendesk-ndjson/tickets.ndjson');
  expect(reading.drafts[0]!.labels!.account).toBe('cafe.example');
  expect(reading.counters).toEqual({ 'comments-without-ticket': 1 });
  expect(reading.failures).toEqual([]);
});

test('without users, the requester is the customer and all others answered', async () => {
  const reading = await readWith(
    zendesk,
    load('zendesk-ndjson', (text, uri) => (uri.includes('users') ? undefined : text)),
  );
  expect(turns(reading.drafts[0])).toEqual(['user: The grill is too hot.', 'assistant: Please choose level 2.']);
});

test('every file of an export is detected, others are not', async () => {
  for (const name of ['zendesk', 'zendesk-ndjson']) {
    for (const file of load(name)) expect(await detected(zendesk, file), file.uri).toBeGreaterThanOrEqual(0.9);
  }
  for (const name of ['freshdesk', 'intercom', 'slack', 'salesforce', 'hubspot', 'table']) {
    for (const file of load(name)) expect(await detected(zendesk, file), file.uri).toBeLessThan(0.92);
  }
  expect(await detected(zendesk, memoryFile('a.json', '{"id":1,"name":"x"}'))).toBe(0);
});

test('a side table alone is not an export', async () => {
  for (const only of ['users', 'comments']) {
    const reading = await readWith(
      zendesk,
      load('zendesk-ndjson', (text, uri) => (uri.includes(only) ? text : undefined)),
    );
    expect(failed(reading)).toEqual([`E_WRONG_FORMAT ${only}.json`]);
    expect(reading.drafts).toEqual([]);
  }
});

test('a file that is cut off yields the tickets before the cut, then one failure', async () => {
  const inTickets = await readWith(
    zendesk,
    load('zendesk', text => text.slice(0, text.indexOf('"id": 503') + 40)),
  );
  expect(inTickets.drafts.map(({ locator }) => locator)).toEqual(['ticket 501', 'ticket 502']);
  expect(inTickets.failures).toHaveLength(1);
  const inUsers = await readWith(
    zendesk,
    load('zendesk', text => text.slice(0, text.indexOf('Ivo Brandt'))),
  );
  expect(inUsers.drafts).toHaveLength(4);
  expect(inUsers.failures.map(({ fail }) => fail)).toEqual(['E_NO_TEXT', 'E_BROKEN']);
  const comments = await readWith(
    zendesk,
    load('zendesk-ndjson', (text, uri) => (uri.includes('comments') ? text.slice(0, -60) : text)),
  );
  expect(comments.drafts).toHaveLength(2);
  expect(comments.failures).toHaveLength(1);
});

test('a broken line fails alone', async () => {
  const reading = await readWith(
    zendesk,
    load('zendesk-ndjson', (text, uri) => (uri.endsWith('.ndjson') ? `{"id":600,\n${text}[1]\n{"id":9}\n` : text)),
  );
  expect(reading.drafts).toHaveLength(2);
  expect(reading.failures).toHaveLength(3);
});

test('two tickets of the same id come out twice: the engine reports the second', async () => {
  const reading = await readWith(
    zendesk,
    load('zendesk', text => text.replace('"id": 502', '"id": 501')),
  );
  expect(reading.drafts.filter(({ locator }) => locator === 'ticket 501')).toHaveLength(2);
});

test('an answer of the API with one ticket', async () => {
  const ticket = {
    id: 1,
    requester_id: 2,
    subject: 's',
    description: 'Hello there',
    created_at: '2024-01-01T00:00:00Z',
  };
  const comments = [{ id: 5, author_id: 3, body: 'Good day', public: true, created_at: '2024-01-01T01:00:00Z' }];
  const reading = await readWith(zendesk, [memoryFile('1.json', JSON.stringify({ ticket, comments }))]);
  expect(reading.drafts.map(turns)).toEqual([['user: Hello there', 'assistant: Good day']]);
});

test.each([
  ['by the address, in any case', { id: 2, email: 'Mira@Bakery.EXAMPLE' }, { email: 'mira@bakery.example' }],
  ['by the id where no address is known', { id: 2, name: 'Mira Holt' }, { id: '2' }],
  ['by nothing else', { name: 'Mira Holt' }, {}],
])('the customer is the requester, %s', async (_how, requester, customer) => {
  const ticket = { id: 1, requester, comments: [{ id: 5, body: 'Hello' }], description: 'Hello there' };
  const reading = await readWith(zendesk, [memoryFile('1.json', JSON.stringify([ticket]))]);
  expect(reading.drafts.map(({ labels }) => labels!.customer)).toEqual([customerKey('zendesk', customer)]);
});

test('comments beside the tickets; a broken one is reported once', async () => {
  const ticket = { id: 1, requester_id: 2, description: 'Hello there', created_at: '2024-01-01T00:00:00Z' };
  const comment = { id: 5, ticket_id: 1, author_id: 3, body: 'Good day', created_at: '2024-01-01T01:00:00Z' };
  const text = `{"count":1,"tickets":[${JSON.stringify(ticket)}],"comments":[{"id":4,"ticket_id":1,"body":nul},${JSON.stringify(comment)}]}`;
  const reading = await readWith(zendesk, [memoryFile('1.json', text)]);
  expect(reading.drafts.map(turns)).toEqual([['user: Hello there', 'assistant: Good day']]);
  expect(failed(reading)).toEqual(['E_RECORD 1.json record 2']);
});
