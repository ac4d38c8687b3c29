import { expect, test } from 'vitest';
import { hubspot } from '../../../src/sources/exports/hubspot.ts';
import { customerKey } from '../../../src/sources/keys.ts';
import { memoryFile, readWith } from '../../harness.ts';
import { byLocator, detected, failed, load, turns } from './fixture.ts';

const only = (name: string) => load('hubspot', (text, uri) => (uri.includes(name) ? text : undefined));

test('a ticket is one thread with its conversations', async () => {
  const reading = await readWith(hubspot, load('hubspot'));
  expect(reading.drafts.map(({ locator }) => locator)).toEqual(['ticket 71001', 'ticket 71002', 'conversation 82']);
  expect(turns(reading.drafts[0])).toEqual(['user: What do two ovens cost?', 'assistant: 1,980 euros with delivery.']);
  expect(reading.drafts[0]!.labels).toEqual({
    title: 'Quote for two ovens',
    account: 'hubspot Cafe Silva',
    customer: customerKey('', { email: 'ana@cafe.example' }),
    thread: 'hubspot ticket 71001',
    time: '2024-05-02T10:00:30Z',
    people: [
      { name: 'Ana Silva', email: 'ana@cafe.example', role: 'customer' },
      { name: 'Sam Agent', email: 'sam@oven.example', role: 'agent' },
    ],
  });
  expect(turns(byLocator(reading, 'ticket 71002'))).toEqual(['user: Please take me off your list.']);
  expect(turns(byLocator(reading, 'conversation 82'))).toEqual([
    'user: Are you there?',
    'assistant: Yes, how can I help?',
  ]);
  expect(byLocator(reading, 'conversation 82')!.labels!.account).toBe('marsh.example');
  expect(byLocator(reading, 'conversation 82')!.labels!.customer).toMatch(/^[0-9a-f]{16}$/);
  expect(failed(reading)).toEqual(['E_RECORD_COLUMNS tickets.csv row 4']);
  expect(reading.counters).toEqual({ 'auto-replies': 1, 'internal-notes': 1 });
});

test.each([
  ['the contact by its address, in any case', 'Ana Silva (ANA@cafe.example),51;52', { email: 'ana@cafe.example' }],
  ['the first contact by its id where no address is known', 'Ana Silva,51;52', { id: '51' }],
  ['unknown where there is but a name', 'Ana Silva,', {}],
])('the customer is %s', async (_who, cells, customer) => {
  const header = 'Ticket ID,Ticket name,Create date,Content,Associated Contact,Associated Contact IDs';
  const reading = await readWith(hubspot, [memoryFile('h/t.csv', `${header}\n7,x,2024-01-01,Hi,${cells}\n`)]);
  expect(reading.drafts.map(({ labels }) => labels!.customer)).toEqual([customerKey('hubspot', customer)]);
});

test('either table is an export by itself', async () => {
  const tickets = await readWith(hubspot, only('tickets'));
  expect(tickets.drafts.map(turns)).toEqual([
    ['user: What do two ovens cost?'],
    ['user: Please take me off your list.'],
  ]);
  expect(tickets.drafts[0]!.labels!.time).toBe('2024-05-02T10:00:00Z');
  const messages = await readWith(hubspot, only('conversations'));
  expect(messages.drafts.map(({ locator }) => locator)).toEqual(['conversation 81', 'conversation 82']);
  expect(messages.failures).toEqual([]);
});

test('detects its tables by their columns', async () => {
  for (const file of load('hubspot')) expect(await detected(hubspot, file), file.uri).toBeGreaterThanOrEqual(0.9);
  for (const name of ['salesforce', 'table', 'slack']) {
    for (const file of load(name)) expect(await detected(hubspot, file), file.uri).toBe(0);
  }
});

test('rows without an id, tables without rows, files that are no table', async () => {
  const rows = await readWith(hubspot, [
    memoryFile('h/t.csv', 'Ticket ID,Ticket name,Create date,Content\n,x,2024-01-01,Hi\n'),
  ]);
  expect(failed(rows)).toEqual(['E_MISSING_FIELD t.csv row 2']);
  const empty = await readWith(hubspot, [memoryFile('h/t.csv', 'Ticket ID,Ticket name,Create date,Content\n')]);
  expect(failed(empty)).toEqual(['E_NO_TEXT t.csv']);
  const other = await readWith(hubspot, [memoryFile('h/t.csv', 'a,b\n1,2\n')]);
  expect(failed(other)).toEqual(['E_WRONG_FORMAT t.csv']);
});
