import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Curve, RunFacts, StageFacts } from '../../src/core/facts.ts';
import { sha256 } from '../../src/core/hash.ts';
import { withoutSecrets } from '../../src/core/secrets.ts';
import { datasetCard } from '../../src/reports/dataset-card.ts';
import { exhibitText } from '../../src/reports/exhibit-text.ts';
import { bytes, count, percent } from '../../src/reports/figures.ts';
import { funnelText } from '../../src/reports/funnel.ts';
import { redactionReportCsv } from '../../src/reports/redaction-csv.ts';
import { redactionReportHtml, redactionReportJson } from '../../src/reports/redaction-report.ts';
import { runReportHtml, runReportJson, runReportMarkdown } from '../../src/reports/run-report.ts';
import { sampleFacts, sampleReview } from './sample-facts.ts';

const golden = (name: string) => `../../fixtures/reports/${name}`;

const artefacts: Readonly<Record<string, (facts: RunFacts) => string>> = {
  runReportHtml,
  runReportJson,
  runReportMarkdown,
  redactionReportHtml,
  redactionReportJson,
  datasetCard,
  funnelText: facts => funnelText(facts, 100),
};
const pages = { runReportHtml, redactionReportHtml };

const withoutStage = (name: string): RunFacts => ({
  ...sampleFacts,
  stages: sampleFacts.stages.filter(stage => stage.name !== name),
});

/** A run that read nothing. */
const nothing: RunFacts = {
  ...sampleFacts,
  dataset: {
    name: 'empty',
    format: 'text',
    splits: [{ name: 'train', file: 'train.jsonl', rows: 0, characters: 0, bytes: 0, sha256: sha256('') }],
  },
  stages: ['read', 'write'].map(name => ({
    name,
    options: {},
    total: { in: 0, out: 0, born: 0, changed: 0, dropped: {}, failed: {}, counters: {}, charsIn: 0, charsOut: 0 },
    bySource: {},
    examples: {},
  })),
  sources: [],
  totals: { read: 0, born: 0, written: 0, dropped: 0, failed: 0 },
  tokenHistogram: [],
  languages: {},
  warnings: [],
};

describe('golden files', () => {
  it.each([
    ['report.md', runReportMarkdown],
    ['README.md', datasetCard],
    ['redaction.json', redactionReportJson],
    ['funnel.txt', (facts: RunFacts) => funnelText(facts, 100)],
  ])('%s', async (name, make) => {
    await expect(make(sampleFacts)).toMatchFileSnapshot(golden(name));
  });
});

describe.each(Object.entries(artefacts))('%s', (_name, make) => {
  it('depends on the facts alone', () => {
    expect(make(structuredClone(sampleFacts))).toBe(make(sampleFacts));
  });
  it('shows no password and no allowed value', () => {
    expect(make(sampleFacts)).not.toMatch(/open sesame|canary/);
  });
  it('can say that there is nothing', () => {
    expect(make(nothing)).not.toMatch(/undefined|NaN|Infinity|\[object/);
  });
  it('can do without tokens, splits, redaction and sources', () => {
    for (const stage of ['redact', 'tokenize', 'split'])
      expect(make(withoutStage(stage))).not.toMatch(/undefined|NaN|\[object/);
  });
});

describe.each(Object.entries(pages))('%s as a page', (_name, make) => {
  const $ = load(make(sampleFacts));

  it('is self-contained: no script, no request, a policy that forbids both', () => {
    expect($('script, link, img, iframe, object, [style], [onclick], [src], [href]').length).toBe(0);
    expect(make(sampleFacts)).not.toMatch(/https?:|url\(|@import/);
    const hash = Buffer.from(sha256($('style').text()), 'hex').toString('base64');
    expect($('meta[http-equiv]').attr('content')).toContain(`default-src 'none'; style-src 'sha256-${hash}'`);
  });
  it('is dark, printable, and tells its language and title', () => {
    expect($('style').text()).toMatch(/prefers-color-scheme:dark[\s\S]*@media print/);
    expect($('html').attr('lang')).toBe('en');
    expect($('title').text()).toContain('support-tickets');
  });
  it('escapes names, options and warnings', () => {
    const hostile = '<img src=x onerror="alert(1)">\u202e&`\'';
    const html = make({
      ...sampleFacts,
      dataset: { ...sampleFacts.dataset, name: hostile, tokenizer: hostile },
      warnings: [hostile],
      sources: sampleFacts.sources.map(source => ({ ...source, name: hostile })),
      stages: sampleFacts.stages.map(stage => ({
        ...stage,
        options: { ...stage.options, [hostile]: hostile },
        facts: { [hostile]: 1 },
        exhibits: [
          {
            title: hostile,
            note: hostile,
            table: { columns: [`${hostile} #`, hostile], rows: [[1, hostile]] },
            bars: [{ label: hostile, value: 1 }],
            curve: { x: hostile, y: hostile, points: [[0, 1]], mark: { at: 0.5, label: hostile } },
          },
          { title: hostile, bars: [{ label: '<b>', value: 1 }] },
        ],
      })),
    });
    const page = load(html);
    expect(page('img, b').length).toBe(0);
    expect(page('[onerror]').length).toBe(0);
    expect(html).not.toContain('\u202e');
    expect(page('h1').text()).toBe(hostile.replace('\u202e', '\\u202e'));
  });
});

describe('run report', () => {
  const text = load(runReportHtml(sampleFacts))('main').text();
  it.each([
    '1,337,675',
    '3,412 read + 84 born = 2,327 written + 1,137 dropped + 32 failed',
    'A page is an image without text',
    'allow: (1 value, not shown)',
    'mean-similarity 0.914',
    '< 4,096',
    'npx corpusmith@0.1.0 run',
  ])('says %s', words => expect(text).toContain(words));
  it('shows every reason with its first ids, and the whole hash of every split', () => {
    for (const { examples } of sampleFacts.stages)
      for (const [reason, ids] of Object.entries(examples))
        for (const one of [reason, ...ids]) expect(text).toContain(one);
    for (const split of sampleFacts.dataset.splits) expect(text).toContain(split.sha256);
  });
  it('JSON holds the facts', () => {
    expect(JSON.parse(runReportJson(sampleFacts))).toMatchObject({
      schema: 'corpusmith/run-report/1',
      totals: sampleFacts.totals,
      pipeline: { resolved: { sources: [{ options: { password: '(set, not shown)' } }] } },
    });
  });
});

describe('decisions', () => {
  const $ = load(runReportHtml(sampleFacts));
  const section = $('section').filter((_, one) => $(one).find('h2').text() === 'Decisions');
  const of = (title: string) => section.find('.exhibit').filter((_, one) => $(one).find('h4').text() === title);
  const cells = (title: string) =>
    of(title)
      .find('tr')
      .toArray()
      .map(row =>
        $(row)
          .find('th, td')
          .toArray()
          .map(cell => $(cell).text()),
      );

  it('stand after what was removed, by stage, with the numbers of each', () => {
    expect(
      $('h2')
        .toArray()
        .map(head => $(head).text())
        .slice(1, 3),
    ).toEqual(['What was removed, and why', 'Decisions']);
    expect(
      section
        .find('h3')
        .toArray()
        .map(head => $(head).text()),
    ).toEqual(['dedupe', 'split']);
    expect(section.text()).toContain('exact 199 · near 604');
  });
  it('shows numbers flush right and shares as percent', () => {
    expect(cells('What each source loses').slice(0, 2)).toEqual([
      ['Source', 'Documents', 'Exact', 'Near', 'Lost', 'Mostly to'],
      ['zendesk', '1,870', '120', '402', '28 %', 'zendesk'],
    ]);
    expect(of('What each source loses').find('tbody tr').first().find('td.n').length).toBe(4);
  });
  it('draws few short bars side by side, others under each other', () => {
    expect(of('Clusters by size').find('rect').length).toBe(6);
    expect(of('Clusters by size').find('svg').attr('aria-label')).toContain('4-7: 60;');
    expect(cells('Documents by the label that joined them').slice(1)).toEqual([
      ['cluster of near-duplicates', '412', ''],
      ['thread', '96', ''],
      ['born of one document', '84', ''],
    ]);
  });
  it('draws a curve within its axes, with its mark, and says it in words', () => {
    const svg = of('Chance that a pair is found').find('svg');
    const points = svg
      .find('polyline')
      .attr('points')!
      .split(' ')
      .map(point => point.split(',').map(Number));
    expect([points[0], points.at(-1)]).toEqual([
      [34, 234],
      [344, 44],
    ]);
    expect(svg.find('.mark').attr('x1')).toBe('282.0');
    expect(svg.text()).toContain('similarity: 0.8');
    expect(svg.attr('aria-label')).toBe(
      'Chance that a pair is found. chance to be a candidate by similarity of a pair: 0.00 at 0, 0.00 at 0.2, 0.03 at 0.4, 0.40 at 0.6, 0.99 at 0.8, 1.00 at 1. Marked at 0.8 (similarity: 0.8).',
    );
  });
  it('keeps a curve that leaves its axes, or has no points, within the picture', () => {
    const drawn = (curve: Curve) =>
      runReportHtml({ ...sampleFacts, stages: [{ ...sampleFacts.stages[0]!, exhibits: [{ title: 't', curve }] }] });
    const wild = drawn({
      x: 'x',
      y: 'y',
      points: [
        [2, -1],
        [-1, 3],
      ],
      mark: { at: 7, label: 'far' },
    });
    expect(load(wild)('polyline').attr('points')).toBe('34.0,44.0 344.0,234.0');
    expect(load(wild)('.mark').attr('x1')).toBe('344.0');
    const empty = drawn({ x: 'x', y: 'y', points: [], mark: { at: 0.5, label: 'here' } });
    expect(empty).not.toMatch(/NaN|undefined/);
    expect(load(empty)('polyline').length).toBe(0);
  });
  it('are left out where no stage shows any', () => {
    const without = { ...sampleFacts, stages: sampleFacts.stages.map(({ exhibits: _, ...stage }) => stage) };
    expect(runReportHtml(without)).not.toContain('Decisions');
    expect(runReportMarkdown(without)).not.toContain('Decisions');
  });
  it.each([60, 72, 100])('fit %d columns of a terminal', width => {
    for (const { exhibits = [] } of sampleFacts.stages)
      for (const line of exhibits.flatMap(exhibit => exhibitText(exhibit, width).split('\n')))
        expect(line.length).toBeLessThanOrEqual(width);
    const narrow = exhibitText(
      { title: 't', table: { columns: ['a long heading', 'n #'], rows: [['y'.repeat(200), 1234]] } },
      width,
    );
    expect(narrow.split('\n')[2]).toMatch(/^y+… {2}1,234$/);
    const words = exhibitText(
      { title: 't', table: { columns: ['words', 'n #'], rows: [['one two '.repeat(20), 7]] } },
      width,
    );
    expect(words.match(/one/g)).toHaveLength(20);
  });
});

describe('redaction report', () => {
  const text = (facts: RunFacts) => load(redactionReportHtml(facts))('main').text();
  it.each([
    '5,441 values of 6 kinds found in 1,622 of 2,314 documents',
    'pseudonymised, not anonymous',
    'Left out by the policy or the options of this pipeline: ',
    'IP_ADDRESS',
    'Identity numbers of countries that are not in the list',
    'read, clean, drop-short, dedupe worked on the original text',
    'raw personal data',
    '88 findings under the threshold of the operating point balanced (0.5)',
    '420 findings of 1 value',
    'Signature',
    'Needs review',
    'Of 301 values that were planted to measure it, 292 were found.',
    'Personal data by Art. 4(1) and Art. 9 GDPR',
    '2,327 rows scanned, 0 not',
    'Ledger of findings: 5,949 lines',
  ])('says %s', words => expect(text(sampleFacts)).toContain(words));
  it('says that nothing was redacted', () => {
    expect(text(withoutStage('redact'))).toContain('Nothing was redacted.');
    expect(JSON.parse(redactionReportJson(withoutStage('redact')))).toMatchObject({ status: 'not redacted' });
  });
  it('says what people have found, and what that means for all rows', () => {
    const page = load(redactionReportHtml(sampleFacts, sampleReview))('main').text();
    for (const words of [
      'Ready to sign',
      'In 299 randomly drawn rows 3 with a leak were found; with 95 % confidence at most 2.6 % (about 60 of 2,327) still hold one.',
      'Planted values that the readers marked: 27 of 30. Corrected for what they overlook: at most 2.9 % (67 rows).',
      'Cohen’s kappa 0.79',
      'Risk queue, no part of the estimate: 12 of 50 read, 2 with a missed value',
    ])
      expect(page).toContain(words);
    const { bound: _, ...underway } = { ...sampleReview.combined, done: 12 };
    const begun = load(redactionReportHtml(sampleFacts, { ...sampleReview, complete: false, combined: underway }))(
      'main',
    );
    expect(begun.text()).toContain('The sample has not been read to its end.');
    expect(begun.text()).toContain('is not known before a person has read');
    const blind = { ...sampleReview, combined: { ...sampleReview.combined, corrected: 1 } };
    expect(JSON.parse(redactionReportJson(sampleFacts, blind)).redaction.status).toBe('needs review');
  });
  it.each([
    ['needs review', {}],
    ['blocked', { 'hits-unexplained': 2 }],
    ['blocked', { 'rows-scanned': 2326 }],
    ['blocked', undefined],
  ])('is %s by what the scan of the written rows has found: %j', (status, scan) => {
    const stages = sampleFacts.stages.map(stage => {
      if (stage.name !== 'redact') return stage;
      const { facts, ...rest } = stage;
      return scan === undefined ? rest : { ...rest, facts: { ...facts, ...scan } };
    });
    expect(JSON.parse(redactionReportJson({ ...sampleFacts, stages })).redaction.status).toBe(status);
  });
  it('holds every row of the rule behind the policy, and says what is not covered', () => {
    const stages = sampleFacts.stages.map(stage =>
      stage.name === 'redact' ? { ...stage, options: { ...stage.options, policy: 'hipaa-safe-harbor' } } : stage,
    );
    const { coverage } = JSON.parse(redactionReportJson({ ...sampleFacts, stages })).redaction;
    expect(coverage.rows.map(({ ref }: { ref: string }) => ref).join('')).toBe('ABCDEFGHIJKLMNOPQR');
    const row = (ref: string) => coverage.rows.find((one: { ref: string }) => one.ref === ref);
    expect(row('A')).toMatchObject({
      covered: 'yes',
      operators: ['placeholder'],
      values: 2971,
      planted: 240,
      found: 231,
    });
    expect(row('C')).toMatchObject({ covered: 'yes', operators: ['generalise', 'placeholder'] });
    expect(row('O')).toMatchObject({ covered: 'kept', operators: [] });
    for (const ref of ['P', 'Q'])
      expect(row(ref)).toMatchObject({ covered: 'no', note: expect.stringContaining('Out of scope') });
  });
  it('is a table for spreadsheets', () => {
    const sources = sampleFacts.sources.map((source, i) => (i === 0 ? { ...source, name: 'a, "b"' } : source));
    const [heads, ...lines] = redactionReportCsv({ ...sampleFacts, sources }).split('\r\n');
    expect(heads).toBe(
      'entity,operators,values,"values in a, ""b""",values in pdf,values in html,canaries planted,canaries found',
    );
    expect(lines).toContain('PERSON,placeholder,2971,0,891,298,240,231');
  });
  it('adds up two redact stages', () => {
    const redact = sampleFacts.stages.find(({ name }) => name === 'redact')!;
    const facts = { ...sampleFacts, stages: [...sampleFacts.stages, { ...redact, name: 'redact#2' }] };
    expect(JSON.parse(redactionReportJson(facts)).redaction).toMatchObject({
      stages: ['redact', 'redact#2'],
      values: 2 * 5441,
    });
  });
});

describe('dataset card', () => {
  const frontMatter = (facts: RunFacts) => parse(datasetCard(facts).split('---\n')[1]!);
  it('has front matter that the hub reads', () => {
    expect(frontMatter(sampleFacts)).toEqual({
      license: 'unknown',
      language: ['de', 'en', 'fr'],
      pretty_name: 'support-tickets',
      size_categories: ['1K<n<10K'],
      task_categories: ['text-generation'],
      tags: ['corpusmith', 'messages'],
      configs: [
        {
          config_name: 'default',
          data_files: ['train', 'validation', 'test'].map(split => ({ split, path: `${split}.jsonl` })),
        },
      ],
    });
  });
  it.each([
    [0, 'n<1K'],
    [999, 'n<1K'],
    [1000, '1K<n<10K'],
    [123_456, '100K<n<1M'],
    [5_000_000, '1M<n<10M'],
  ])('%d rows are %s', (written, category) => {
    expect(frontMatter({ ...sampleFacts, totals: { ...sampleFacts.totals, written } }).size_categories).toEqual([
      category,
    ]);
  });
  const duplicates = (stages: readonly Partial<StageFacts>[]) => {
    const base = sampleFacts.stages.find(({ name }) => name === 'dedupe')!;
    const card = datasetCard({ ...sampleFacts, stages: stages.map(stage => ({ ...base, ...stage })) });
    return /## Duplicates and splits\n\n(.*)\n/.exec(card)?.[1];
  };
  it('tells of duplicates and splits, where somebody looked', () => {
    expect(duplicates([{ name: 'dedupe' }])).toBe(
      '`dedupe` found 199 exact and 604 near-duplicates and removed 803 documents; the largest cluster held 61 documents.',
    );
    const { total } = sampleFacts.stages.find(({ name }) => name === 'split')!;
    expect(duplicates([{ name: 'dedupe#2', total, facts: { exact: 1, near: 0, largest: 2 } }])).toContain(
      '1 exact and 0 near-duplicates and kept them all',
    );
    expect(duplicates([{ name: 'dedupe', facts: { exact: 0, near: 0 } }])).toContain('and found none');
    expect(
      duplicates([{ name: 'split', options: {}, total, facts: { groups: 1, exact: 0, near: 0, keys: 0, answers: 0 } }]),
    ).toBe(
      '2,327 documents went into the splits in 1 group that is never torn apart. A check of the written files, independent of the decision, found no held-out row that shares the same text, a similar text, a key or the same answer with another split.',
    );
    expect(duplicates([{ name: 'split', facts: {} }])).toContain('were not checked for leaks');
    expect(duplicates([{ name: 'split', facts: { exact: 2, answers: 3 } }])).toContain(
      'found held-out rows that leak into another split: 2 by the same text, 3 by the same answer.',
    );
    expect(duplicates([{ name: 'clean' }])).toBeUndefined();
  });
  it('takes the license of the pipeline, and quotes what YAML would misread', () => {
    const facts = {
      ...sampleFacts,
      pipeline: { ...sampleFacts.pipeline, resolved: { license: 'cc-by-4.0' } },
      dataset: { ...sampleFacts.dataset, name: 'yes: # "no"' },
      languages: { no: 3 },
    };
    expect(frontMatter(facts)).toMatchObject({ license: 'cc-by-4.0', pretty_name: 'yes: # "no"', language: ['no'] });
  });
});

describe('funnel', () => {
  it.each([72, 80, 100, 140])('keeps to %d columns', width => {
    const stages = funnelText({ ...sampleFacts, warnings: [] }, width)
      .split('\n')
      .slice(2);
    for (const line of stages) expect(line.length).toBeLessThanOrEqual(width);
  });
});

describe('figures', () => {
  it.each([
    [count(0), '0'],
    [count(999), '999'],
    [count(1234567), '1,234,567'],
    [bytes(999), '999 B'],
    [bytes(1000), '1.0 kB'],
    [bytes(3_440_000_000), '3.4 GB'],
    [percent(0, 0), '0 %'],
    [percent(1, 1000), '< 1 %'],
    [percent(999, 1000), '> 99 %'],
    [percent(1, 1), '100 %'],
  ])('%s', (shown, expected) => expect(shown).toBe(expected));
  it('secrets are told by number only, wherever they stand', () => {
    expect(withoutSecrets({ a: [{ password: 'x', allow: [] }], passwords: ['a', 'b'], b: 1 })).toEqual({
      a: [{ password: '(set, not shown)', allow: [] }],
      passwords: '(2 values, not shown)',
      b: 1,
    });
  });
});
