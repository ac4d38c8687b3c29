// A run as the engine would describe it: three sources, a few losses, two splits.
import type { Exhibit, ReviewFacts, RunFacts, StageCounts, StageFacts } from '../../src/core/facts.ts';
import { sha256 } from '../../src/core/hash.ts';

type Given = Partial<Omit<StageCounts, 'in' | 'out'>>;

function counts(into: number, given: Given = {}): StageCounts {
  const { born = 0, dropped = {}, failed = {} } = given;
  const lost = [...Object.values(dropped), ...Object.values(failed)].reduce((sum, amount) => sum + amount, 0);
  const out = into + born - lost;
  const chars = { charsIn: into * 1830, charsOut: out * 1790 };
  return { in: into, out, born, changed: 0, dropped, failed, counters: {}, ...chars, ...given };
}

/** Gives `share` of a tally to each source: the last gets the rest. */
function spread(total: StageCounts): Record<string, StageCounts> {
  const part = (numbers: Readonly<Record<string, number>>, of: (n: number) => number) =>
    Object.fromEntries(Object.entries(numbers).map(([name, amount]) => [name, of(amount)]));
  const cut = (of: (n: number) => number): StageCounts => ({
    in: of(total.in),
    out: of(total.out),
    born: of(total.born),
    changed: of(total.changed),
    dropped: part(total.dropped, of),
    failed: part(total.failed, of),
    counters: part(total.counters, of),
    charsIn: of(total.charsIn),
    charsOut: of(total.charsOut),
  });
  const [zendesk, pdf] = [(n: number) => Math.floor(n * 0.6), (n: number) => Math.floor(n * 0.3)];
  return { zendesk: cut(zendesk), pdf: cut(pdf), html: cut(n => n - zendesk(n) - pdf(n)) };
}

function stage(name: string, total: StageCounts, more: Partial<StageFacts> = {}): StageFacts {
  const reasons = [...Object.keys(total.dropped), ...Object.keys(total.failed)];
  const examples = Object.fromEntries(
    reasons.map(reason => [reason, [0, 1, 2].map(n => sha256(`${reason} ${n}`).slice(0, 12))]),
  );
  return { name, options: {}, total, bySource: spread(total), examples, ...more };
}

const redaction = {
  PERSON: 2971,
  EMAIL: 1804,
  PHONE: 612,
  URL_WITH_CREDENTIALS: 9,
  SECRET: 14,
  IBAN: 31,
  documents: 1622,
  'kept-allowed': 420,
  'kept-low-score': 88,
};

const tallies = {
  'canaries-planted': { PERSON: 240, IBAN: 61 },
  'canaries-found': { PERSON: 231, IBAN: 61 },
  recognizer: { 'PERSON known-name': 2104, 'PERSON person': 867, 'EMAIL email': 1804 },
  role: { 'PERSON user': 1971, 'PERSON assistant': 1000, 'EMAIL user': 1804 },
  language: { 'PERSON en': 2971, 'EMAIL de': 1804 },
  score: { 'PERSON 0.9': 2971, 'EMAIL 1.0': 1804 },
  'near-miss': { 'PHONE 0.4': 88 },
  allowed: { EMAIL: 420 },
  overlap: { 'URL_WITH_CREDENTIALS over EMAIL': 9 },
};

const scan = { 'rows-scanned': 2327, 'rows-hit': 31, 'hits-stand-in': 5300, 'hits-policy': 212, 'hits-unexplained': 0 };

const dedupeExhibits: readonly Exhibit[] = [
  {
    title: 'What each source loses',
    note: 'A document is lost to the source that holds the one that stays.',
    table: {
      columns: ['Source', 'Documents #', 'Exact #', 'Near #', 'Lost %', 'Mostly to'],
      rows: [
        ['zendesk', 1870, 120, 402, 0.2791, 'zendesk'],
        ['pdf', 935, 61, 190, 0.2684, 'html'],
        ['html', 312, 18, 12, 0.0962, 'html'],
      ],
    },
  },
  {
    title: 'Largest clusters',
    note: 'Each of the documents is similar to the one that stays.',
    table: {
      columns: ['Stays', 'Documents #', 'Exact #', 'Least similarity #', 'Sources'],
      rows: [61, 40, 22, 19, 12, 9, 8, 7, 5, 5, 4, 4].map((size, i) => [
        sha256(`cluster ${i}`).slice(0, 16),
        size,
        Math.floor(size / 3),
        0.81 + i / 100,
        i % 3 === 0 ? 'zendesk, pdf' : 'zendesk',
      ]),
    },
  },
  {
    title: 'Clusters by size',
    bars: [
      ['2', 214],
      ['3', 88],
      ['4-7', 60],
      ['8-15', 22],
      ['16-31', 2],
      ['32-63', 2],
    ].map(([label, value]) => ({ label: String(label), value: Number(value) })),
  },
  {
    title: 'Chance that a pair is found',
    note: '18 bands of 7 rows: pairs at the threshold are found with a chance of 0.99.',
    curve: {
      x: 'similarity of a pair',
      y: 'chance to be a candidate',
      points: Array.from({ length: 51 }, (_, i) => [i / 50, 1 - (1 - (i / 50) ** 7) ** 18] as const),
      mark: { at: 0.8, label: 'similarity: 0.8' },
    },
  },
];

const splitExhibits: readonly Exhibit[] = [
  {
    title: 'Certificate: what the splits share',
    note: 'Counted on the written files, without knowing what was decided.',
    table: {
      columns: ['Kind', 'Compared', 'validation in train #', 'test in train #', 'test in validation #'],
      rows: [
        ['equal texts', '234 held-out rows with the 2,093 rows of train', 0, 0, 0],
        ['near-duplicates', '234 held-out rows with the 2,093 rows of train', 0, 0, 0],
        ['shared keys', '234 held-out rows with the 2,093 rows of train', 0, 0, 0],
        ['shared answers', '221 answers with the 2,093 rows of train', 1, 2, 0],
      ],
    },
  },
  {
    title: 'Documents by the label that joined them',
    bars: [
      { label: 'cluster of near-duplicates', value: 412 },
      { label: 'thread', value: 96 },
      { label: 'born of one document', value: 84 },
    ],
  },
];

export const sampleFacts: RunFacts = {
  tool: { name: 'corpusmith', version: '0.1.0' },
  pipeline: {
    name: 'support-tickets',
    seed: 7,
    sha256: sha256('pipeline'),
    resolved: { name: 'support-tickets', sources: [{ use: 'pdf', options: { password: 'open sesame' } }] },
  },
  dataset: {
    name: 'support-tickets',
    format: 'messages',
    maxTokens: 3921,
    tokenizer: './models/target',
    splits: [
      {
        name: 'train',
        file: 'train.jsonl',
        rows: 2093,
        tokens: 1_204_551,
        characters: 4_900_112,
        bytes: 5_322_871,
        sha256: sha256('train'),
      },
      {
        name: 'validation',
        file: 'validation.jsonl',
        rows: 116,
        tokens: 66_120,
        characters: 268_301,
        bytes: 291_202,
        sha256: sha256('validation'),
      },
      {
        name: 'test',
        file: 'test.jsonl',
        rows: 118,
        tokens: 67_004,
        characters: 271_990,
        bytes: 295_333,
        sha256: sha256('test'),
      },
    ],
  },
  stages: [
    stage('read', counts(3412, { failed: { E_NO_TEXT_LAYER: 21, E_ENCRYPTED: 8, E_BROKEN: 3 } })),
    stage(
      'clean',
      counts(3380, { changed: 3114, counters: { mojibake: 41, 'control-characters': 212, 'quoted-reply': 1930 } }),
      {
        options: { quotes: 'remove', signatures: 'remove', unicode: 'NFC' },
      },
    ),
    stage('drop-short', counts(3380, { dropped: { 'too-short': 263 } }), { options: { characters: 50 } }),
    stage('dedupe', counts(3117, { dropped: { 'near-duplicate': 604, 'exact-duplicate': 199 } }), {
      options: { similarity: 0.8 },
      facts: { clusters: 388, exact: 199, near: 604, largest: 61, 'mean-similarity': 0.91357 },
      exhibits: dedupeExhibits,
    }),
    stage('redact', counts(2314, { changed: 2314, counters: redaction, tallies }), {
      facts: scan,
      options: {
        policy: 'gdpr',
        operators: { IP_ADDRESS: 'keep' },
        replace: 'placeholder',
        operatingPoint: 'balanced',
        allow: ['help@canary.example'],
      },
    }),
    stage('chat', counts(2314, { changed: 2314, dropped: { 'no-answer': 71 } })),
    stage('tokenize', counts(2243, { born: 84, changed: 2243, counters: { split: 61 } }), {
      options: { tokenizer: './models/target', maxTokens: 4096, tooLong: 'split' },
    }),
    stage('split', counts(2327, { changed: 2327 }), {
      options: { validation: 0.05, test: 0.05, together: ['cluster', 'thread'] },
      facts: { groups: 1902, exact: 0, near: 0, keys: 0, answers: 3 },
      exhibits: splitExhibits,
    }),
    stage('write', counts(2327)),
  ],
  sources: [
    {
      name: 'zendesk',
      part: 'zendesk',
      files: 4,
      bytes: 48_120_332,
      read: 2047,
      written: 1396,
      dropped: 682,
      failed: 19,
    },
    { name: 'pdf', part: 'pdf', files: 118, bytes: 212_998_100, read: 1023, written: 698, dropped: 340, failed: 9 },
    { name: 'html', part: 'auto', files: 342, bytes: 9_120_004, read: 342, written: 233, dropped: 115, failed: 4 },
  ],
  totals: { read: 3412, born: 84, written: 2327, dropped: 1137, failed: 32 },
  tokenHistogram: [
    { from: 0, to: 16, rows: 0 },
    { from: 16, to: 32, rows: 12 },
    { from: 32, to: 64, rows: 88 },
    { from: 64, to: 128, rows: 231 },
    { from: 128, to: 256, rows: 502 },
    { from: 256, to: 512, rows: 701 },
    { from: 512, to: 1024, rows: 488 },
    { from: 1024, to: 2048, rows: 240 },
    { from: 2048, to: 4096, rows: 65 },
  ],
  languages: { en: 1710, de: 522, fr: 95 },
  warnings: ['dedupe before redact: until the run was done, the work folder held raw personal data.'],
  failuresAllowed: 100,
  chains: { findings: { entries: 5949, head: sha256('findings') } },
};

/** A sample of the rows that people have read to its end: three rows of 299 leak. */
export const sampleReview: ReviewFacts = {
  plan: sha256('plan'),
  frame: 2327,
  complete: true,
  combined: {
    planned: 299,
    done: 299,
    missed: 3,
    wrong: 7,
    bound: 0.0257,
    rowsAtMost: 60,
    corrected: 0.0286,
    correctedRowsAtMost: 67,
    controls: { planned: 30, done: 30, found: 27 },
  },
  strata: [{ name: 'zendesk, with findings', rows: 1396, done: 179, missed: 3, bound: 0.0427 }],
  agreement: [{ rows: 60, same: 59, kappa: 0.79 }],
  risk: { planned: 50, done: 12, missed: 2 },
};
