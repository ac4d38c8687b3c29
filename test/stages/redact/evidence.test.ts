import { describe, expect, it } from 'vitest';
import type { Part } from '../../../src/core/document.ts';
import { redact } from '../../../src/stages/redact/index.ts';
import { makeDocument, runStage } from '../../harness.ts';
import { gatherCheck } from './written.ts';

const KEY = 'sixteen bytes or more';

describe('ledger of findings', () => {
  it('has a line for each finding: where its replacement is, how it was found, and no value', async () => {
    const parts: readonly Part[] = [{ role: 'user', text: 'Grüße von bob@example.com und carol@example.com.' }];
    const { documents, notes } = await runStage(redact, [
      makeDocument(parts, { title: 'bob@example.com', language: 'de' }),
    ]);
    const text = documents[0]!.parts[0]!.text;
    const [first, second, title] = notes.findings!;
    expect(first).toEqual({
      id: documents[0]!.id,
      part: 0,
      role: 'user',
      entity: 'EMAIL',
      recognizer: 'email',
      tier: 'anchored',
      score: 0.95,
      decision: 'replaced',
      operator: 'placeholder',
      start: 10,
      end: 19,
      startByte: 12,
      endByte: 21,
      length: '9-16',
    });
    for (const { start, end, startByte, endByte } of [first, second] as unknown as Record<string, number>[]) {
      expect(text.slice(start, end)).toMatch(/^\[EMAIL_\d\]$/);
      expect(Buffer.from(text).subarray(startByte, endByte).toString()).toBe(text.slice(start, end));
    }
    expect(title).toMatchObject({ part: -1, role: 'title', start: 0, end: 9 });
    expect(notes.findings).toHaveLength(3);
    expect(JSON.stringify(notes)).not.toMatch(/bob|carol|example/);
  });

  it('tells what was kept, and why', async () => {
    const text = 'bob@example.com at 10.0.0.17';
    const { notes, tallies, counters } = await runStage(redact, [makeDocument(text)], { allow: ['bob@example.com'] });
    expect(notes.findings!.map(({ entity, decision, operator }) => [entity, decision, operator])).toEqual([
      ['EMAIL', 'allowed', undefined],
      ['IP_ADDRESS', 'low-score', undefined],
    ]);
    expect(tallies).toMatchObject({ allowed: { EMAIL: 1 }, 'near-miss': { 'IP_ADDRESS 0.3': 1 } });
    expect(counters).toEqual({ 'kept-allowed': 1, 'kept-low-score': 1 });
  });

  it('breaks findings down by recognizer, role, language and score, and tells which entity gave way', async () => {
    const docs = [makeDocument('url https://bob:secret1@example.com/x, carol@example.com', { language: 'en' })];
    const { tallies } = await runStage(redact, docs);
    expect(tallies).toMatchObject({
      recognizer: { 'EMAIL email': 1, 'URL_WITH_CREDENTIALS url-credentials': 1 },
      role: { 'EMAIL document': 1 },
      language: { 'EMAIL en': 1 },
      overlap: { 'URL_WITH_CREDENTIALS over EMAIL': 1 },
    });
  });
});

describe('index of subjects', () => {
  const people = [{ name: 'Jane Roe', email: 'jane@example.com' }];
  const indexed = async (text: string, options: object, labels: object = {}) =>
    (await runStage(redact, [makeDocument(text, labels)], options)).notes.subjects?.[0] as
      | { check: string; refs: string[] }
      | undefined;

  it('notes keyed hashes of what was found and of whom the source names, only with a key', async () => {
    expect(await indexed('jane@example.com', {})).toBeUndefined();
    expect(await indexed('nobody here', { subjectKey: KEY })).toBeUndefined();
    const found = await indexed('write to JANE@example.com', { subjectKey: KEY });
    const named = await indexed('nothing of her', { subjectKey: KEY }, { people });
    expect(named!.refs).toHaveLength(2);
    expect(named!.refs).toContain(found!.refs[0]);
    expect(named!.check).toBe(found!.check);
    const other = await indexed('jane@example.com', { subjectKey: `${KEY}!` });
    expect(other!.refs).not.toEqual(found!.refs);
    expect(other!.check).not.toBe(found!.check);
  });

  it('holds no hash of a card that is shown in part', async () => {
    const card = 'card 4111 1111 1111 1111';
    expect((await indexed(card, { subjectKey: KEY }))!.refs).toHaveLength(1);
    expect(await indexed(card, { subjectKey: KEY, operators: { CREDIT_CARD: 'last-four' } })).toBeUndefined();
  });

  it('wants a key that cannot be guessed', async () => {
    await expect(indexed('x', { subjectKey: 'short' })).rejects.toThrow(/E_KEY|too short/);
  });
});

describe('canaries', () => {
  it('measure on a copy: the document is what it would be without', async () => {
    const docs = Array.from({ length: 20 }, (_, i) =>
      makeDocument(`Note ${i}.\n\nbob@example.com called.`, { language: 'en' }),
    );
    const [without, measured] = [
      await runStage(redact, docs, { canaries: 0 }),
      await runStage(redact, docs, { canaries: 1 }),
    ];
    expect(measured.documents).toEqual(without.documents);
    expect(measured.counters).toEqual(without.counters);
    expect(measured.notes).toEqual(without.notes);
    expect(without.tallies['canaries-planted']).toBeUndefined();
    const { 'canaries-planted': planted = {}, 'canaries-found': found = {} } = measured.tallies;
    expect(planted.PERSON).toBeGreaterThanOrEqual(20);
    for (const [entity, count] of Object.entries(found)) expect(count).toBeLessThanOrEqual(planted[entity]!);
  });

  it('plant only what is looked for', async () => {
    const docs = Array.from({ length: 10 }, (_, i) => makeDocument(`Note ${i}.`));
    const { tallies } = await runStage(redact, docs, { canaries: 1, policy: 'pci' });
    expect(Object.keys(tallies['canaries-planted']!).sort()).toEqual(['CREDIT_CARD', 'SECRET']);
  });
});

describe('check of the written rows', () => {
  const docs = [makeDocument('bob@example.com wrote, order number 40182251.')];

  it('passes what was redacted', async () => {
    const { facts, stop } = await gatherCheck(docs, {}, doc => doc.parts);
    expect(stop).toBeUndefined();
    expect(facts).toMatchObject({ 'rows-scanned': 1, 'hits-stand-in': 1, 'hits-thing': 1, 'hits-unexplained': 0 });
  });

  it('stops where a later stage has put something back, and says where and what, not the value', async () => {
    const { tables, stop } = await gatherCheck(docs, {}, ({ parts }) => [
      { role: 'user', text: `${parts[0]!.text} dave@example.com` },
    ]);
    expect(stop).toMatchObject({ code: 'E_RESIDUE', detail: expect.stringContaining('EMAIL at train.jsonl:1') });
    expect(tables.postscan).toMatchObject([{ place: 'train.jsonl:1', what: 'EMAIL', because: 'unexplained' }]);
    expect(JSON.stringify([tables, stop])).not.toContain('dave');
  });
});

describe('cards', () => {
  it('are shown by their last four digits alone', async () => {
    const options = { operators: { CREDIT_CARD: 'last-four' } };
    const { documents } = await runStage(
      redact,
      [makeDocument('card 4111 1111 1111 1111, mail a@example.com')],
      options,
    );
    expect(documents[0]!.parts[0]!.text).toBe('card ************1111, mail [EMAIL_1]');
    const again = await runStage(redact, documents, options);
    expect(again.documents[0]!.parts).toEqual(documents[0]!.parts);
  });

  it('never by these and by a hash in one pipeline', () => {
    const stage = (operator: string) => ({
      name: 'redact',
      use: 'redact',
      options: redact.options.parse({ operators: { CREDIT_CARD: operator }, key: KEY }) as Record<string, unknown>,
    });
    const conflict = (one: string, other: string) => redact.conflict!(stage(one).options as never, [stage(other)]);
    expect(conflict('last-four', 'hash')).toMatch(/PCI DSS 3\.5\.1/);
    expect(conflict('hash', 'last-four')).toMatch(/PCI DSS 3\.5\.1/);
    expect(conflict('last-four', 'placeholder')).toBeUndefined();
    expect(conflict('hash', 'hash')).toBeUndefined();
  });
});

describe('a policy of one’s own', () => {
  const policy = { name: 'ours', extends: 'gdpr', operators: { URL: 'replace', EMAIL: 'keep' } };

  it('inherits, and goes before what it inherits; options go before it', async () => {
    const text = 'a@example.com https://example.com/x 4111 1111 1111 1111';
    const redacted = async (options: object) =>
      (await runStage(redact, [makeDocument(text)], options)).documents[0]!.parts[0]!.text;
    expect(await redacted({ policy })).toBe('a@example.com [URL_1] [CREDIT_CARD_1]');
    expect(await redacted({ policy, operators: { EMAIL: 'mask' } })).toBe('*** [URL_1] [CREDIT_CARD_1]');
    expect(await redacted({ policy: { ...policy, others: 'keep' } })).toBe('a@example.com [URL_1] 4111 1111 1111 1111');
  });

  it.each([
    [{ ...policy, extends: 'gdrp' }],
    [{ ...policy, operators: { EMIAL: 'keep' } }],
    [{ ...policy, operators: { EMAIL: 'blur' } }],
    [{ extends: 'gdpr' }],
  ])('is refused when it is wrong: %j', wrong => {
    expect(redact.options.safeParse({ policy: wrong }).success).toBe(false);
  });
});

describe('a value that words made known', () => {
  it('goes where these words are missing, too', async () => {
    const parts: readonly Part[] = [
      { role: 'user', text: 'Booked for 12 March 1980 as said.' },
      { role: 'assistant', text: 'Date of birth: 12 March 1980.' },
    ];
    const { documents } = await runStage(redact, [makeDocument(parts)]);
    expect(documents[0]!.parts.map(({ text }) => text)).toEqual([
      'Booked for [DATE_OF_BIRTH_1] as said.',
      'Date of birth: [DATE_OF_BIRTH_1].',
    ]);
  });
});
