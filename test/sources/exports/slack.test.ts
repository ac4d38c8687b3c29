import { expect, test } from 'vitest';
import { slack } from '../../../src/sources/exports/slack.ts';
import { plainText } from '../../../src/sources/exports/slack-text.ts';
import { memoryFile, readWith } from '../../harness.ts';
import { detected, failed, load, turns } from './fixture.ts';

test('threads over several days, in order, with names for mentions', async () => {
  const reading = await readWith(slack, load('slack'));
  expect(reading.drafts.map(turns)).toEqual([
    [
      'user: Which oven has the T-40 tray (https://oven.example/t40)? asking for @Bob Reyes, a < b & c',
      'assistant: The *B60*, see docs@oven.example and @here #support',
      'assistant: also the B80',
    ],
    ['assistant: the question above is gone, but: yes', 'user: thanks'],
  ]);
  const [thread] = reading.drafts;
  expect(thread!.locator).toBe('thread 1714636800.000100');
  expect(thread!.file!.uri).toBe('slack/support/2024-05-02.json');
  expect(thread!.labels).toEqual({
    thread: 'slack slack/support thread 1714636800.000100',
    time: '2024-05-02T08:00:00Z',
    people: [
      { name: 'Ann Quist', email: 'ann@oven.example', role: 'customer' },
      { name: 'Bob Reyes', email: 'bob@oven.example', role: 'agent' },
      { name: 'Gil Guest', role: 'agent' },
    ],
  });
  expect(reading.failures).toEqual([]);
  expect(reading.counters).toEqual({
    attachments: 1,
    'auto-replies': 1,
    'channel-events': 1,
    'lone-messages': 1,
    'tables-not-read': 1,
  });
});

test('agents can be named by id, name, address or domain', async () => {
  for (const agent of ['U1', 'ann quist', 'ann@oven.example']) {
    const reading = await readWith(slack, load('slack'), { agents: [agent] });
    expect(
      reading.drafts[0]!.parts.map(({ role }) => role),
      agent,
    ).toEqual(['assistant', 'user', 'user']);
  }
  const domain = await readWith(slack, load('slack'), { agents: ['oven.example'] });
  expect(domain.drafts[0]!.parts.map(({ role }) => role)).toEqual(['assistant', 'assistant', 'user']);
});

test('messages that nobody replied to can be kept', async () => {
  const reading = await readWith(slack, load('slack'), { lone: 'keep' });
  expect(reading.drafts).toHaveLength(3);
});

test('without users, mentions are of someone', async () => {
  const reading = await readWith(
    slack,
    load('slack', (text, uri) => (uri.includes('users') ? undefined : text)),
  );
  expect(reading.drafts[0]!.parts[0]!.text).toContain('asking for @someone');
  expect(reading.drafts[0]!.parts.map(({ role }) => role)).toEqual(['user', 'assistant', 'assistant']);
});

test('broken files: each is reported once, the rest is read', async () => {
  const cut = (name: string) => (text: string, uri: string) => (uri.includes(name) ? text.slice(0, -20) : text);
  const users = await readWith(slack, load('slack', cut('users')));
  expect(users.drafts).toHaveLength(2);
  expect(users.failures.map(({ file }) => file!.uri)).toEqual(['slack/users.json']);
  const day = await readWith(slack, load('slack', cut('05-03')));
  expect(day.drafts).toHaveLength(1);
  expect(day.failures).toHaveLength(1);
  const odd = await readWith(slack, [
    ...load('slack'),
    memoryFile('slack/general/2024-05-04.json', '[{"text":"no time"}, 7]'),
  ]);
  expect(failed(odd)).toEqual(['E_RECORD 2024-05-04.json record 1', 'E_RECORD 2024-05-04.json record 2']);
});

test('every file is detected and lies in the unit of its export', async () => {
  const files = load('slack');
  for (const file of files) expect(await detected(slack, file), file.uri).toBeGreaterThan(0.7);
  expect(slack.units!(files)).toHaveLength(1);
  const zipped = files.map(file => memoryFile(file.uri.replace('slack/', 'a/slack.zip!/'), ''));
  expect(slack.units!(zipped)).toHaveLength(1);
  for (const name of ['zendesk', 'zendesk-ndjson', 'freshdesk', 'intercom', 'hubspot']) {
    for (const file of load(name)) expect(await detected(slack, file), file.uri).toBe(0);
  }
});

test('side tables alone and files that belong nowhere', async () => {
  const alone = await readWith(
    slack,
    load('slack', (text, uri) => (/users|channels/.test(uri) ? text : undefined)),
  );
  expect(failed(alone)).toEqual(['E_WRONG_FORMAT channels.json', 'E_WRONG_FORMAT users.json']);
  const stray = await readWith(slack, [...load('slack'), memoryFile('slack/notes.json', '[]')]);
  expect(failed(stray)).toEqual(['E_WRONG_FORMAT notes.json']);
});

test.each([
  ['<@U1|ann> hi', '@ann hi'],
  ['<!subteam^S1|@oncall> <!channel>', '@oncall @channel'],
  ['<!date^1714636800^{date}|2 May>', '2 May'],
  ['<tel:+4930123|+4930123> <#C9>', '+4930123 #channel'],
  ['1 &lt; 2 &amp;lt; 3', '1 < 2 &lt; 3'],
  ['a < b > c', 'a < b > c'],
])('%s', (marked, plain) => {
  expect(plainText(marked, new Map())).toBe(plain);
});
