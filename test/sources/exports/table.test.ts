import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { table } from '../../../src/sources/exports/table.ts';
import { customerKey } from '../../../src/sources/keys.ts';
import { memoryFile, readWith } from '../../harness.ts';
import { detected, failed, turns } from './fixture.ts';

const fixture = (name: string) => {
  return memoryFile(name, readFileSync(join(import.meta.dirname, '../../../fixtures/sources/exports/table', name)));
};
const mapping = { thread: 'chat', speaker: 'who', text: 'what', time: 'when', account: 'customer' };
const chats = [
  ['user: Is the shop open?', 'assistant: Until six.', 'user: Thank you.'],
  ['user: Do you repair ovens?', 'assistant: Shall we come on Monday?'],
];

test('rows of a conversation are gathered from all over the file', async () => {
  const reading = await readWith(table, [fixture('chat.csv')], mapping);
  expect(reading.drafts.map(turns)).toEqual(chats);
  expect(reading.drafts.map(({ locator }) => locator)).toEqual(['row 2', 'row 3']);
  expect(reading.drafts[0]!.labels).toEqual({
    account: 'Kantine',
    thread: 'table thread c1',
    time: '2024-05-02T08:00:00Z',
    people: [
      { name: 'Ada', role: 'customer' },
      { name: 'Sam', role: 'agent' },
    ],
  });
  expect(failed(reading)).toEqual(['E_MISSING_FIELD chat.csv row 5', 'E_RECORD_COLUMNS chat.csv row 6']);
});

test('the content tells the format, not the name', async () => {
  const workbook = memoryFile('chat.csv', await fixture('chat.xlsx').read());
  const reading = await readWith(table, [workbook], mapping);
  // A workbook has no ragged rows: what is missing is empty.
  expect(reading.drafts.map(({ locator }) => locator)).toEqual(['sheet 1 row 2', 'sheet 1 row 3']);
  expect(turns(reading.drafts[0])).toEqual(chats[0]);
  expect(turns(reading.drafts[1])).toEqual([chats[1]![0], 'assistant: Yes, all of ours.', chats[1]![1]]);
  expect(failed(reading)).toEqual(['E_MISSING_FIELD chat.csv sheet 1 row 5']);
});

const rows = [
  { id: 1, sender: { name: 'Ada' }, text: 'second', at: '2024-05-02T10:01:00+02:00' },
  { id: 1, sender: { name: 'Bo' }, text: 'first', at: '2024-05-02T08:00:00Z' },
];
const nested = { thread: 'id', speaker: 'sender.name', time: 'at' };

test.each([
  ['JSON', JSON.stringify(rows)],
  ['JSON in an object', JSON.stringify({ messages: rows })],
  ['JSON lines', rows.map(row => JSON.stringify(row)).join('\n')],
])('%s, with fields within fields and times of several zones', async (_format, text) => {
  const reading = await readWith(table, [memoryFile('rows.txt', text)], nested);
  expect(reading.drafts.map(turns)).toEqual([['user: first', 'assistant: second']]);
  expect(reading.failures).toEqual([]);
});

test.each([
  [{ agents: ['ADA '] }, ['assistant', 'user', 'assistant']],
  [{ agents: ['Ada', 'Sam'] }, ['assistant', 'assistant', 'assistant']],
  [{ agents: ['nobody'] }, ['user', 'user', 'user']],
])('agents %o', async (options, roles) => {
  const reading = await readWith(table, [fixture('chat.csv')], { ...mapping, ...options });
  expect(reading.drafts[0]!.parts.map(({ role }) => role)).toEqual(roles);
});

test('speakers that are roles are not people', async () => {
  const text =
    'thread,speaker,text\n7,agent,How can I help?\n7,customer,The oven is cold.\n7,ann@bakery.example,Very.\n';
  const reading = await readWith(table, [memoryFile('t.csv', text)]);
  expect(turns(reading.drafts[0])).toEqual(['assistant: How can I help?', 'user: The oven is cold.', 'user: Very.']);
  expect(reading.drafts[0]!.labels!.people).toEqual([{ email: 'ann@bakery.example', role: 'customer' }]);
});

test.each([
  ['an address, in any case', 'Ann@Bakery.example', { email: 'ann@bakery.example' }],
  ['an id', '115712', { id: '115712' }],
  ['an id with letters', 'cust-0-4711', { id: 'cust-0-4711' }],
  ['unknown by a name', 'Ada Byron', {}],
  ['unknown by a word that may be a role', 'Kunde', {}],
  ['unknown by a number that counts speakers', 'caller1', {}],
])('the customer is %s', async (_who, speaker, customer) => {
  const text = `thread,speaker,text\n7,${speaker},The oven is cold.\n7,agent,How can I help?\n`;
  const reading = await readWith(table, [memoryFile('t.csv', text)]);
  expect(reading.drafts.map(({ labels }) => labels!.customer)).toEqual([customerKey('table', customer)]);
});

test.each([
  ['a column that is not there', 'thread,speaker,words\n1,a,b\n', {}, ['E_MISSING_FIELD t.csv row 2']],
  [
    'an optional column that is not there',
    'thread,speaker,text\n1,a,b\n',
    { time: 'at' },
    ['E_MISSING_FIELD t.csv row 2'],
  ],
  ['no rows', 'thread,speaker,text\n', {}, ['E_NO_TEXT t.csv']],
  ['no text', 'thread,speaker,text\n1,a, \n', {}, ['E_NO_TEXT t.csv row 2']],
  ['nothing', '', {}, ['E_EMPTY t.csv']],
  ['JSON that is cut off', '[{"thread":1,"speaker":"a","text":"x"},{"thr', {}, ['E_BROKEN t.csv record 2']],
  ['records that are no objects', '[1]', {}, ['E_RECORD t.csv record 1']],
])('%s', async (_case, text, options, failures) => {
  expect(failed(await readWith(table, [memoryFile('t.csv', text)], options))).toEqual(failures);
});

test('is never chosen by detection', async () => {
  for (const name of ['chat.csv', 'chat.xlsx']) expect(await detected(table, fixture(name))).toBe(0);
});
