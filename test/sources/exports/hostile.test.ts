// Exports that are cut off anywhere, in other encodings, or hold anything at all where a field is expected.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SourceDefinition } from '../../../src/define.ts';
import { freshdesk } from '../../../src/sources/exports/freshdesk.ts';
import { hubspot } from '../../../src/sources/exports/hubspot.ts';
import { intercom } from '../../../src/sources/exports/intercom.ts';
import { salesforce } from '../../../src/sources/exports/salesforce.ts';
import { slack } from '../../../src/sources/exports/slack.ts';
import { table } from '../../../src/sources/exports/table.ts';
import { zendesk } from '../../../src/sources/exports/zendesk.ts';
import { memoryFile, readWith } from '../../harness.ts';
import { detected, failed, load, turns } from './fixture.ts';

const exports: readonly [string, SourceDefinition][] = [
  ['freshdesk', freshdesk],
  ['hubspot', hubspot],
  ['intercom', intercom],
  ['salesforce', salesforce],
  ['slack', slack],
  ['zendesk', zendesk],
  ['zendesk-ndjson', zendesk],
];

function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(Buffer.from(bytes).toString());
    return true;
  } catch {
    return false;
  }
}

describe.each(exports)('%s', (name, source) => {
  test('cut off anywhere, the rest is read and the cut is reported once', async () => {
    const files = load(name);
    const whole = await readWith(source, files);
    const locators = new Set(whole.drafts.map(({ locator }) => locator));
    const cut = fc.tuple(fc.nat(files.length - 1), fc.double({ min: 0, max: 0.999, noNaN: true }));
    await fc.assert(
      fc.asyncProperty(cut, async ([which, share]) => {
        const short = await Promise.all(
          files.map(async (file, i) => {
            const bytes = await file.read();
            return i === which ? memoryFile(file.uri, bytes.subarray(0, Math.floor(share * bytes.length))) : file;
          }),
        );
        const reading = await readWith(source, short);
        for (const { locator } of reading.drafts) {
          // Slack: replies whose beginning was cut off; HubSpot: a conversation whose ticket was.
          if (source !== slack && source !== hubspot) expect(locators).toContain(locator);
        }
        const isCut = /(?<!channels)\.json$/.test(files[which]!.uri) && !isJson(await short[which]!.read());
        const ofFile = reading.failures.filter(({ fail, file }) => {
          return ['E_BROKEN', 'E_EMPTY', 'E_WRONG_FORMAT'].includes(fail) && file!.uri === files[which]!.uri;
        });
        if (isCut) expect(ofFile).toHaveLength(1);
        else expect(ofFile.length).toBeLessThanOrEqual(1);
        expect(reading.drafts.length + reading.failures.length).toBeGreaterThan(0);
      }),
      { numRuns: 40 },
    );
  });

  test('a file of binary data does not spoil the others', async () => {
    const noise = Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * 7919) % 251));
    const files = load(name);
    const reading = await readWith(source, [...files, memoryFile(`${name}/noise.json`, noise)]);
    expect(reading.drafts.length).toBe((await readWith(source, files)).drafts.length);
    const ofNoise = failed(reading).filter(line => line.includes('noise') || line === 'E_ENCODING');
    expect(ofNoise).toHaveLength(1);
  });

  test('UTF-16 reads the same', async () => {
    const plain = load(name);
    const wide = await Promise.all(
      plain.map(async ({ uri, read }) => {
        return memoryFile(uri, Buffer.from(`\ufeff${Buffer.from(await read()).toString()}`, 'utf16le'));
      }),
    );
    const [expected, reading] = [await readWith(source, plain), await readWith(source, wide)];
    expect(reading.drafts.map(turns)).toEqual(expected.drafts.map(turns));
    for (const file of wide) expect(await detected(source, file), file.uri).toBeGreaterThan(0.7);
  });
});

test('anything may stand where a field is expected', async () => {
  const keys = [
    ...['comments', 'via', 'author', 'requester', 'subject', 'body', 'tags', 'created_at', 'attachments', 'author_id'],
    ...[
      'source',
      'conversation_parts',
      'contacts',
      'title',
      'company',
      'conversations',
      'notes',
      'helpdesk_ticket',
      'description',
    ],
    ...['user', 'text', 'files', 'thread_ts', 'bot_id', 'subtype', 'user_profile', 'speaker', 'thread', '__proto__'],
  ];
  const { value } = fc.letrec(tie => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.string(),
      fc.double(),
      fc.constant(null),
      fc.boolean(),
      tie('fields'),
      tie('list'),
    ),
    fields: fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 5 }),
    list: fc.array(tie('fields'), { maxLength: 3 }),
  }));
  const record = fc.record({ id: fc.nat(), requester_id: fc.nat(), ts: fc.constant('1714636800.000100'), any: value });
  const merged = record.map(({ any, ...ids }) => ({ ...ids, ...(typeof any === 'object' ? any : {}) }));
  await fc.assert(
    fc.asyncProperty(fc.array(merged, { minLength: 1, maxLength: 3 }), async records => {
      const file = memoryFile('export/general/2024-05-02.json', JSON.stringify(records));
      for (const source of [freshdesk, intercom, slack, table, zendesk]) {
        const reading = await readWith(source, [file], source === slack ? { lone: 'keep' } : {});
        const counted = reading.counters['channel-events'] ?? 0;
        expect(reading.drafts.length + reading.failures.length + counted, source.name).toBeGreaterThan(0);
        for (const { locator } of [...reading.drafts, ...reading.failures]) {
          if (locator !== undefined)
            expect(locator).toMatch(/^(?:ticket|conversation|thread|record|row)( no\.)? [\w.-]+$/);
        }
      }
    }),
    { numRuns: 150 },
  );
});
