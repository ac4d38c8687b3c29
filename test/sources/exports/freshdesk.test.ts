import { expect, test } from 'vitest';
import { freshdesk } from '../../../src/sources/exports/freshdesk.ts';
import { zendesk } from '../../../src/sources/exports/zendesk.ts';
import { customerKey } from '../../../src/sources/keys.ts';
import { memoryFile, readWith } from '../../harness.ts';
import { detected, failed, load, turns } from './fixture.ts';

test('tickets of the API and of the account export', async () => {
  const reading = await readWith(freshdesk, load('freshdesk'));
  expect(reading.drafts.map(turns)).toEqual([
    ['user: The timer loses a minute a day.', 'assistant: Please set the region.', 'user: Works.'],
    ['user: Is there a black one?', 'assistant: Yes, model B.'],
  ]);
  expect(reading.drafts[0]!.labels).toEqual({
    title: 'Timer drifts',
    account: 'freshdesk 300',
    customer: customerKey('', { email: 'ola@berg.example' }),
    thread: 'freshdesk ticket 91',
    time: '2024-05-02T08:00:00Z',
    people: [{ name: 'Ola Berg', email: 'ola@berg.example', phone: '+47 555 01 234', role: 'customer' }],
  });
  expect(reading.drafts[1]!.locator).toBe('ticket 93');
  expect(reading.drafts[1]!.labels!.account).toBe('pia@gmail.com');
  expect(reading.failures).toEqual([]);
  expect(reading.counters).toEqual({ attachments: 1, 'auto-replies': 1, 'internal-notes': 1, 'spam-tickets': 1 });
});

test.each([
  ['by the address, in any case', { requester: { email: 'Ola@Berg.Example' } }, { email: 'ola@berg.example' }],
  ['by the id where no address is known', { requester: { name: 'Ola Berg' } }, { id: '41' }],
  ['by nothing else', { requester_id: null, requester: { name: 'Ola Berg' } }, {}],
])('the customer is the requester, %s', async (_how, fields, customer) => {
  const ticket = { id: 1, requester_id: 41, description_text: 'Hello there', ...fields };
  const reading = await readWith(freshdesk, [memoryFile('1.json', JSON.stringify([ticket]))]);
  expect(reading.drafts.map(({ labels }) => labels!.customer)).toEqual([customerKey('freshdesk', customer)]);
});

test('is told from other exports', async () => {
  const file = load('freshdesk')[0]!;
  expect(await detected(freshdesk, file)).toBeGreaterThan(await detected(zendesk, file));
  for (const name of ['zendesk', 'zendesk-ndjson', 'intercom', 'slack', 'hubspot']) {
    for (const other of load(name)) expect(await detected(freshdesk, other), other.uri).toBe(0);
  }
});

test('a file that is cut off yields what comes before; a record without an id fails alone', async () => {
  const cut = await readWith(
    freshdesk,
    load('freshdesk', text => text.slice(0, text.indexOf('"id": 92') + 20)),
  );
  expect(cut.drafts).toHaveLength(1);
  expect(cut.failures).toHaveLength(1);
  const without = await readWith(
    freshdesk,
    load('freshdesk', text => text.replace('"id": 91, ', '')),
  );
  expect(failed(without)).toEqual(['E_RECORD tickets.json record 1']);
  expect(without.drafts).toHaveLength(1);
});
