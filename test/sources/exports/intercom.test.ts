import { expect, test } from 'vitest';
import { intercom } from '../../../src/sources/exports/intercom.ts';
import { customerKey } from '../../../src/sources/keys.ts';
import { memoryFile, readWith } from '../../harness.ts';
import { detected, failed, load, turns } from './fixture.ts';

test('a conversation with notes, bots, assignments and closing words', async () => {
  const reading = await readWith(intercom, load('intercom'));
  expect(reading.drafts.map(turns)).toEqual([
    ['user: I cannot log in to the app.', 'assistant: Please tap Forgot password.', 'assistant: Glad that it works.'],
  ]);
  expect(reading.drafts[0]!.locator).toBe('conversation 1911');
  expect(reading.drafts[0]!.labels).toEqual({
    title: 'App login',
    account: 'ford.example',
    customer: customerKey('', { email: 'nia@ford.example' }),
    thread: 'intercom conversation 1911',
    time: '2024-05-02T08:00:00Z',
    people: [
      { name: 'Nia Ford', email: 'nia@ford.example', role: 'customer' },
      { name: 'Sam Agent', email: 'sam@oven.example', role: 'agent' },
      { name: 'Sam Agent', role: 'agent' },
    ],
  });
  expect(failed(reading)).toEqual(['E_NO_TEXT conversations.json conversation 1912']);
  expect(reading.counters).toEqual({ attachments: 1, 'auto-replies': 2, events: 1, 'internal-notes': 1 });
});

test.each([
  [
    'the first author among them',
    { author: { type: 'user', id: 'u1', email: 'NIA@ford.example' } },
    { email: 'nia@ford.example' },
  ],
  [
    'with the address that the contact of the same id has',
    { author: { type: 'lead', id: 'u2' } },
    { email: 'bo@ford.example' },
  ],
  ['an id where no address is known', { author: { type: 'visitor', id: 'u3' } }, { id: 'u3' }],
  [
    'the contact where only agents wrote',
    { author: { type: 'admin', id: 'a1', email: 'sam@oven.example' } },
    { email: 'bo@ford.example' },
  ],
])('the customer is %s', async (_who, opening, customer) => {
  const conversation = {
    ...{ id: 1, source: { body: 'Hello there', ...opening }, conversation_parts: [] },
    contacts: [{ id: 'u2', email: 'Bo@ford.example' }],
  };
  const reading = await readWith(intercom, [memoryFile('1.json', JSON.stringify([conversation]))]);
  expect(reading.drafts.map(({ labels }) => labels!.customer)).toEqual([customerKey('intercom', customer)]);
});

test('a conversation without customers has no customer', async () => {
  const source = { body: 'Hello', author: { type: 'admin', id: 'a1', email: 'sam@oven.example' } };
  const reading = await readWith(intercom, [memoryFile('1.json', JSON.stringify([{ id: 1, source }]))]);
  expect(reading.drafts).toHaveLength(1);
  expect(reading.drafts[0]!.labels).not.toHaveProperty('customer');
});

test('one conversation a line; records that are none fail alone', async () => {
  const { conversations } = JSON.parse(Buffer.from(await load('intercom')[0]!.read()).toString());
  const lines = `${JSON.stringify(conversations[0])}\n{"name":"no id"}\n[]\n`;
  const reading = await readWith(intercom, [memoryFile('c.jsonl', lines)]);
  expect(reading.drafts).toHaveLength(1);
  expect(reading.failures.map(({ fail }) => fail)).toEqual(['E_RECORD', 'E_RECORD']);
});

test('a file that is cut off yields what comes before', async () => {
  const reading = await readWith(
    intercom,
    load('intercom', text => text.slice(0, text.indexOf('"1912"'))),
  );
  expect(reading.drafts).toHaveLength(1);
  expect(reading.failures).toHaveLength(1);
});

test('detection', async () => {
  expect(await detected(intercom, load('intercom')[0]!)).toBeGreaterThanOrEqual(0.9);
  for (const name of ['zendesk', 'zendesk-ndjson', 'freshdesk', 'slack', 'hubspot']) {
    for (const file of load(name)) expect(await detected(intercom, file), file.uri).toBe(0);
  }
});
