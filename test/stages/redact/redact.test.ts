import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Part, Person } from '../../../src/core/document.ts';
import { defineRecognizer } from '../../../src/define.ts';
import { recognizers } from '../../../src/recognizers/index.ts';
import { Lexicon, Searched } from '../../../src/recognizers/searched-text.ts';
import { Search } from '../../../src/redaction/find.ts';
import { operatorOf } from '../../../src/redaction/policies.ts';
import { redact, redactWith } from '../../../src/stages/redact/index.ts';
import { makeDocument, runStage } from '../../harness.ts';

const people: readonly Person[] = [
  { name: 'Sarah Connor', email: 'Sarah@Example.com', phone: '+49 171 2345678', role: 'customer' },
  { name: 'Will Young', role: 'agent' },
];

const redactText = async (text: string, options: object = {}, labels = {}) => {
  const { documents, counters } = await runStage(redact, [makeDocument(text, labels)], options);
  return { text: documents[0]?.parts[0]?.text, labels: documents[0]?.labels, counters };
};

describe('redact', () => {
  it('replaces over all parts and the title with the same numbers, and removes the label people', async () => {
    const parts: readonly Part[] = [
      { role: 'user', text: 'Hi Will, Sarah Connor here, sarah@example.com, 0171/2345678.' },
      { role: 'assistant', text: 'Hello Sarah, I will write to SARAH@example.com and bob@example.com.' },
    ];
    const doc = makeDocument(parts, { title: 'Sarah Connor: bob@example.com', people, thread: 't1' });
    const { documents, counters } = await runStage(redact, [doc]);
    expect(documents[0]!.parts.map(part => part.text)).toEqual([
      'Hi [PERSON_1], [PERSON_2] here, [EMAIL_1], [PHONE_1].',
      'Hello [PERSON_2], I will write to [EMAIL_1] and [EMAIL_2].',
    ]);
    const { redacted, ...labels } = documents[0]!.labels;
    expect(labels).toEqual({ title: '[PERSON_2]: [EMAIL_2]', thread: 't1', redactions: 9 });
    expect(redacted!.standIns).toContainEqual({ entity: 'EMAIL', operator: 'placeholder', text: '[EMAIL_2]' });
    expect(counters).toEqual({ PERSON: 4, EMAIL: 4, PHONE: 1, documents: 1 });
  });

  it('finds people whom the texts introduce, in all parts', async () => {
    const parts: readonly Part[] = [
      { role: 'user', text: 'Tom told me to write.\nKind regards,\nJane Roe' },
      { role: 'assistant', text: 'Hi Jane,\nthanks! Tom Baker and Ms Roe know.\nBest,\nTom Baker' },
    ];
    const { documents } = await runStage(redact, [makeDocument(parts)]);
    expect(documents[0]!.parts.map(part => part.text)).toEqual([
      '[PERSON_1] told me to write.\nKind regards,\n[PERSON_2]',
      'Hi [PERSON_2],\nthanks! [PERSON_1] and Ms [PERSON_2] know.\nBest,\n[PERSON_1]',
    ]);
  });

  it('takes no company for a person whose mailbox bears its name', async () => {
    const ask = (name: string, email: string) =>
      redactText('Acme Go by Jane, of Acme', {}, { people: [{ name, email }] }).then(({ text }) => text);
    expect(await ask('Acme Support', 'support@mail.acme.example')).toBe('Acme Go by [PERSON_1], of Acme');
    expect(await ask('Jane of Acme Support', 'support@acme.example')).toContain('by [PERSON_1]');
    expect(await ask('Jane Acme', 'jane@acme.example')).toContain('by [PERSON_1]');
    expect(await ask('Acme Support', 'support@elsewhere.example')).toContain('[PERSON_1] Go by');
  });

  it('says that nothing was found', async () => {
    expect(await redactText('Nothing here.')).toEqual({
      text: 'Nothing here.',
      labels: { redactions: 0 },
      counters: {},
    });
  });

  it.each([
    [
      'only what the policy and the operators name',
      { policy: 'secrets-only', operators: { EMAIL: 'replace' } },
      'a@example.com +1 415 555 0132',
      '[EMAIL_1] +1 415 555 0132',
    ],
    ['a mask', { replace: 'mask' }, 'a@example.com +1 415 555 0132', '*** ***'],
    [
      'values that are allowed, in any spelling',
      { allow: ['Help@Example.com', '+1 415-555-0132'] },
      'help@example.com (415) 555-0133 +1 415 555 0132',
      'help@example.com [PHONE_1] +1 415 555 0132',
    ],
    ['a lower threshold', { operatingPoint: 'strict' }, 'host 192.168.0.1', 'host [IP_ADDRESS_1]'],
    ['a higher threshold', { operatingPoint: 'precise' }, 'see 415.555.0132', 'see 415.555.0132'],
    ['placeholders that are there already', {}, '[EMAIL_3] a@example.com [PERSON_1]', '[EMAIL_3] [EMAIL_4] [PERSON_1]'],
    ['a URL with all that is in it', {}, 'https://jane:pw1@example.com/?m=a@example.com', '[URL_WITH_CREDENTIALS_1]'],
    ['an account number that looks like a phone', {}, 'call DE89 3704 0044 0532 0130 00', 'call [IBAN_1]'],
  ])('%s', async (_name, options, text, expected) => {
    expect((await redactText(text, options)).text).toBe(expected);
  });

  it('counts what was allowed and what scored too low', async () => {
    const { counters } = await redactText('help@example.com 192.168.0.1', { allow: ['help@example.com'] });
    expect(counters).toEqual({ 'kept-allowed': 1, 'kept-low-score': 1 });
  });

  it('drops the document when asked to, with counts and no text', async () => {
    const doc = makeDocument('a@example.com b@example.com');
    const { outcomes } = await runStage(redact, [doc, makeDocument('clean', {}, 'd2')], { replace: 'drop-document' });
    expect(outcomes[0]).toEqual({ drop: 'personal-data', because: { EMAIL: 2 } });
    expect(outcomes[1]).toMatchObject({ id: 'd2' });
  });

  it('adds to the count of an earlier redact', async () => {
    expect((await redactText('a@example.com', {}, { redactions: 4 })).labels).toMatchObject({ redactions: 5 });
  });

  it.each([
    [{ operators: { EMIAL: 'keep' } }, /did you mean EMAIL\?/],
    [{ operators: { XYZXYZXYZ: 'keep' } }, /there are .*AGE, .*CREDIT_CARD/],
    [{ operators: { EMAIL: 'blur' } }, /./],
    [{ operatingPoint: 'lax' }, /./],
    [{ policy: 'none' }, /./],
    [{ replace: 'blur' }, /./],
    [{ minScore: 0.5 }, /./],
  ])('refuses %j', (options, message) => {
    expect(() => redact.options.parse(options)).toThrow(message);
  });

  const key = 'a key of 16 bytes and more';
  it.each([
    ['hash', { key }, 'a@example.com A@example.com', /^(\[EMAIL_[0-9a-f]{16}\]) \1$/],
    ['hash of another key', { key: `${key}!` }, 'a@example.com', /^(?!\[EMAIL_08)\[EMAIL_[0-9a-f]{16}\]$/],
  ])('%s', async (_name, options, text, expected) => {
    expect((await redactText(text, { replace: 'hash', ...options })).text).toMatch(expected);
  });

  it.each([
    ['a year', { DATE: 'generalise' }, 'on 3 March 2024 at 9', 'on 2024 at 9'],
    ['a decade of life', { AGE: 'generalise' }, 'she is 42 years old', 'she is 40–49 years old'],
    ['who is very old', { AGE: 'generalise' }, 'she is 94 years old', 'she is 90+ years old'],
    ['no coarser value', { EMAIL: 'generalise' }, 'a@example.com', '[EMAIL_1]'],
    [
      'a value as coarse already',
      { IP_ADDRESS: 'generalise' },
      'net 86.231.0.0 of 86.231.85.193',
      'net [IP_ADDRESS_1] of 86.231.0.0',
    ],
    ['by entity', { EMAIL: 'mask', PHONE: 'keep' }, 'a@example.com +1 415 555 0132', '*** +1 415 555 0132'],
  ])('%s', async (_name, chosen, text, expected) => {
    expect((await redactText(text, { operators: chosen })).text).toBe(expected);
  });

  it('surrogates are of the same kind, the same within a document, and with a key in all of them', async () => {
    const text = 'Dear Sarah Connor, call +1 415 555 2671 or write to sarah@connor.org. Regards,\nSarah Connor';
    const replaced = async (id: string, options = {}) => {
      const doc = makeDocument(text, { people }, id);
      return (await runStage(redact, [doc], { replace: 'surrogate', ...options })).documents[0]!.parts[0]!.text;
    };
    const one = await replaced('d1');
    const [, name] =
      /^Dear (\p{L}+ \p{L}+), call \+1 \d{3} 555 01\d\d or write to [\w.+-]+@example\.(?:com|org|net)\. Regards,\n/u.exec(
        one,
      )!;
    expect(one.endsWith(name!)).toBe(true);
    expect(one).not.toMatch(/Sarah|Connor|2671/);
    expect(await replaced('d1')).toBe(one);
    expect(await replaced('d2')).not.toBe(one);
    expect(await replaced('d2', { key })).toBe(await replaced('d1', { key }));
    expect(await replaced('d1', { key: `${key}!` })).not.toBe(await replaced('d1', { key }));
  });

  it('dates of a thread move by the same number of days', async () => {
    const shifted = async (text: string, thread: string) =>
      (await redactText(text, { operators: { DATE: 'shift-date' }, key }, { thread })).text!;
    const days = (text: string) => text.match(/\d{4}-\d\d-\d\d/g)!.map(date => Date.parse(date) / 86_400_000);
    const [a, b] = days(await shifted('from 2024-02-27 to 2024-03-05', 't1')) as [number, number];
    expect(b - a).toBe(7);
    expect(a).not.toBe(Date.parse('2024-02-27') / 86_400_000);
    expect(days(await shifted('2024-02-27', 't1'))).toEqual([a]);
    expect(days(await shifted('2024-02-27', 't2'))).not.toEqual([a]);
    expect(await shifted('on 31.12.2024', 't1')).toMatch(/^on \d\d\.\d\d\.202[45]$/);
    expect(await shifted('on 3/4/2024', 't1')).toBe('on [DATE_1]');
  });

  it.each([
    ['none', {}],
    ['a short one', { key: 'short' }],
  ])('an operator that needs a key refuses %s', async (_name, options) => {
    const run = runStage(redact, [makeDocument('x')], { replace: 'hash', ...options });
    await expect(run).rejects.toMatchObject({ code: 'E_KEY' });
  });

  it('under HIPAA a date keeps its year, and a date of birth nothing', async () => {
    const { text } = await redactText('DOB: 1931-02-03\n\nSeen on 3 March 2024', { policy: 'hipaa-safe-harbor' });
    expect(text).toBe('DOB: [DATE_OF_BIRTH_1]\n\nSeen on 2024');
  });

  it('values that are denied go, whatever the policy', async () => {
    const { text } = await redactText('Project Blue Fox, bluefox and BLUE  FOX.', {
      deny: ['blue fox'],
      policy: 'pci',
    });
    expect(text).toBe('Project [DENIED_1], bluefox and [DENIED_1].');
  });

  it('runs recognizers of plugins, and gives up on one that always finds something', async () => {
    const ticket = defineRecognizer({
      name: 'ticket',
      entity: 'TICKET',
      summary: '',
      tier: 'anchored',
      *find({ text }) {
        for (const match of text.matchAll(/TK-\d+/g))
          yield { start: match.index, end: match.index + match[0].length, score: 1 };
      },
    });
    const { documents } = await runStage(redactWith([ticket]), [makeDocument('see TK-12')]);
    expect(documents[0]!.parts[0]!.text).toBe('see [TICKET_1]');
    const greedy = defineRecognizer({ ...ticket, find: () => [{ start: 0, end: 1, score: 1 }] });
    await expect(runStage(redactWith([greedy]), [makeDocument('aaa')])).rejects.toMatchObject({ code: 'E_STAGE' });
  });
});

const values = [
  'jane.roe@example.com', '+1 (415) 555-0132',
  '(415) 555-0132',
  '415-555-0132', '4111 1111 1111 1111', 'DE89370400440532013000', '219-45-6789', '86.231.85.193',
  'https://u:p4ss@example.com/x', 'password: hunter2', 'Sarah Connor', '2a00:1450:4001:81b::200e', 'Sarah', '[EMAIL_1]',
]; // biome-ignore format: a list of values
const filler = [
  'order ',
  'call ',
  ' ',
  '\n',
  '-',
  '.',
  '田',
  'ä',
  'Hi ',
  '1',
  'token=',
  '@',
  '(',
  ')',
  ': ',
  'the ',
  '/',
  '+',
  "'s ",
];
const texts = fc.array(fc.constantFrom(...values, ...filler), { maxLength: 30 }).map(pieces => pieces.join(''));

describe('whatever the text', () => {
  const replaced = recognizers.filter(({ entity }) => operatorOf(entity, redact.options.parse({}) as never) !== 'keep');
  const search = new Search(replaced, 0.5);
  const lexicon = new Lexicon(recognizers);

  it('spans lie within it and scores in (0, 1]', () => {
    fc.assert(
      fc.property(fc.oneof(texts, fc.string({ unit: 'binary', maxLength: 200 })), text => {
        for (const recognizer of recognizers) {
          for (const { start, end, score } of recognizer.find(new Searched(text, people, 0, lexicon))) {
            expect(0 <= start && start < end && end <= text.length && score > 0 && score <= 1).toBe(true);
          }
        }
      }),
    );
  });

  it('any name, address and number of people is looked for without an error, and found in full', async () => {
    const field = fc.string({ unit: 'binary', maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(field, field, field, async (name, email, phone) => {
        await redactText(`Hi ${name}, ${email} ${phone}`, {}, { people: [{ name, email, phone }] });
      }),
    );
    const letters = fc
      .string({ unit: fc.constantFrom(...'abcéñüłжλ-’'), minLength: 3, maxLength: 9 })
      .map(part => `Q${part}x`);
    await fc.assert(
      fc.asyncProperty(letters, letters, async (first, last) => {
        const named = { people: [{ name: `${first} ${last}` }] };
        expect((await redactText(`It was ${first} ${last} (${first}).`, {}, named)).text).toBe(
          'It was [PERSON_1] ([PERSON_1]).',
        );
      }),
    );
  });

  it.each(['placeholder', 'mask'])('%s leaves no finding behind, and a second time changes nothing', async replace => {
    await fc.assert(
      fc.asyncProperty(texts, async text => {
        const once = (await redactText(text, { replace }, { people })).text!;
        expect(search.find(once, people).findings).toEqual([]);
        expect((await redactText(once, { replace }, { people })).text).toBe(once);
      }),
    );
  });

  it('a value between blanks never survives, not even in part', async () => {
    const [words, planted] = [['sofa', 'the', 'about', '42', 'Thanks,', '-', '3.50'], values.slice(0, 10)];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...words)),
        fc.constantFrom(...planted),
        fc.array(fc.constantFrom(...words)),
        async (a, value, b) => {
          const { text } = await redactText([...a, value, ...b].join(' '), {}, { people });
          for (const piece of value
            .replace(/^password: /, '')
            .split(/[^A-Za-z0-9]+/)
            .filter(one => one.length > 3))
            expect(text).not.toContain(piece);
        },
      ),
    );
  });

  it.each([
    'a@',
    '@',
    '%40',
    '1-',
    '1 ',
    '1234 ',
    '+1',
    ':',
    '://',
    'http://a:b@',
    '?token=',
    '-----BEGIN PRIVATE KEY-----',
    'password: ',
    'GB82 ',
    'eyJ',
    '(1',
    '\n',
    'a (at) ',
    'Hi Sarah ',
    'sk-aaaa',
    '1.2.3.4 ',
    'tel 1234567 ',
    'a@b.c ',
    'x1',
  ])('a flood of %j comes to its end', piece => {
    // Quadratic time would run into the timeout of the test.
    const text = piece.repeat(200_000 / piece.length);
    for (const { end } of search.find(text, people).findings) expect(end).toBeLessThanOrEqual(text.length);
  });
});
