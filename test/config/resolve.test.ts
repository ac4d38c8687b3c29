import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCatalog } from '../../src/catalog.ts';
import { fromObject, loadPipeline } from '../../src/config/load.ts';
import { type Pipeline, parseSize } from '../../src/config/pipeline.ts';
import { checkPipeline, resolvePipeline } from '../../src/config/resolve.ts';
import { tempFolder } from '../engine/harness.ts';

let folder: ReturnType<typeof tempFolder>;
beforeAll(() => {
  folder = tempFolder();
});
afterAll(() => folder.remove());

const catalog = await loadCatalog();

function resolveText(yaml: string) {
  const file = join(folder.path, 'p.yaml');
  writeFileSync(file, yaml);
  const loaded = loadPipeline(file);
  return resolvePipeline(checkPipeline(loaded), loaded, catalog);
}

const head = 'name: t\nsources:\n  - use: text\n    files: in/*.txt\n';

describe('a pipeline file that is wrong', () => {
  test.each<[what: string, yaml: string, code: string, message: RegExp]>([
    ['not YAML', 'name: [', 'E_YAML', /p\.yaml:\d+:\d+/],
    ['an unknown key', `${head}stagess: []\n`, 'E_OPTION', /unknown key "stagess"; did you mean "stages"\?/],
    [
      'an unknown part',
      `${head}stages:\n  - use: drop-shrt\n`,
      'E_UNKNOWN_PART',
      /p\.yaml:6:\d+.*did you mean "drop-short"/,
    ],
    [
      'an unknown option',
      `${head}stages:\n  - use: drop-short\n    charcters: 5\n`,
      'E_OPTION',
      /did you mean "characters"/,
    ],
    [
      'an option of the wrong type',
      `${head}stages:\n  - use: drop-short\n    characters: many\n`,
      'E_OPTION',
      /p\.yaml:7:/,
    ],
    ['no source', 'name: t\n', 'E_OPTION', /"sources"/],
    ['an empty list of sources', 'name: t\nsources: []\n', 'E_OPTION', /p\.yaml:2:/],
    ['a name that is a path', `name: ../x\n${head.slice(8)}`, 'E_OPTION', /"name"/],
    [
      'options on auto',
      'name: t\nsources:\n  - use: auto\n    files: "*"\n    by: page\n',
      'E_OPTION',
      /unknown key "by"/,
    ],
    [
      'an unset variable',
      `name: t\nsources:\n  - use: text\n    files: $\{CORPUSMITH_NOT_SET}/x\n`,
      'E_ENV',
      /CORPUSMITH_NOT_SET/,
    ],
    [
      'a trainer that cannot read the rows',
      `${head}sink: {format: sharegpt}\ntrainers: [trl]\n`,
      'E_FORMAT',
      /sharegpt/,
    ],
    [
      'a need that nothing fills',
      `${head}stages:\n  - {use: split, together: [cluster]}\n`,
      'E_NEEDS',
      /put dedupe before it/,
    ],
  ])('%s', (_what, yaml, code, message) => {
    expect(() => resolveText(yaml)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
  });
});

test('defaults are filled in, and a second use of a part gets its own name', () => {
  const { plan } = resolveText(`${head}stages:\n  - use: drop-short\n  - use: drop-short\n    characters: 7\n`);
  expect(plan.stages).toEqual([
    { name: 'drop-short', use: 'drop-short', options: { characters: 50 } },
    { name: 'drop-short#2', use: 'drop-short', options: { characters: 7 } },
  ]);
  expect(plan.sink).toMatchObject({ use: 'jsonl', format: 'messages', dir: 'out' });
  expect(plan.limits.record).toBe(16 << 20);
});

test('a pipeline in TypeScript is the same plan as in YAML', () => {
  const pipeline: Pipeline = {
    name: 't',
    sources: [{ use: 'text', files: 'in/*.txt' }],
    stages: [{ use: 'drop-short', characters: 9 }],
  };
  const loaded = fromObject(pipeline, folder.path);
  const { plan } = resolvePipeline(checkPipeline(loaded), loaded, catalog);
  expect(plan).toEqual(resolveText(`${head}stages:\n  - use: drop-short\n    characters: 9\n`).plan);
});

test('memory is no part of the plan: it makes no other dataset', () => {
  const [plain, sized] = [resolveText(head), resolveText(`${head}memory: 512MB\n`)];
  expect([plain.memory, sized.memory]).toEqual([undefined, 512 << 20]);
  expect(sized.plan).toEqual(plain.plan);
});

test('variables are replaced in paths and nowhere else', () => {
  process.env.CORPUSMITH_TEST_ROOT = 'somewhere';
  const loaded = fromObject(
    { name: 't', sources: [{ use: 'text', files: '${CORPUSMITH_TEST_ROOT}/*.txt', note: '${CORPUSMITH_TEST_ROOT}' }] },
    folder.path,
  );
  const checked = checkPipeline(loaded);
  expect(checked.sources[0]).toMatchObject({ files: ['somewhere/*.txt'], note: '${CORPUSMITH_TEST_ROOT}' });
});

test('what the card says of a source and of the whole goes into the plan, and its absence is told', () => {
  const silent = resolveText(`${head}  - use: csv\n    files: '*.csv'\n    purpose: billing\n`);
  expect(silent.warnings.join()).toMatch(/No license or no purpose is given for any source: the dataset card/);
  const half = resolveText(
    `${head}    license: mit\n    purpose: x\n  - use: csv\n    files: '*.csv'\n    license: mit\n`,
  );
  expect(half.warnings.join()).toMatch(/is given for csv:/);
  const terms = 'license: cc-by-4.0\n    purpose: support\n    consent: contract\n';
  const { plan, warnings } = resolveText(
    `${head}    ${terms}creator: Acme\npublished: 2027-03-01\nurl: https://a.example/\n`,
  );
  expect(plan.sources[0]).toMatchObject({ license: 'cc-by-4.0', purpose: 'support', consent: 'contract' });
  expect(plan).toMatchObject({ creator: 'Acme', published: '2027-03-01', url: 'https://a.example/' });
  expect(warnings.join()).not.toMatch(/is given for/);
  expect(() => resolveText(`${head}published: tomorrow\n`)).toThrow(/published/);
});

test('a sink compresses in one way', () => {
  expect(() => resolveText(`${head}sink: { gzip: true, zstd: true }\n`)).toThrow(/gzip or zstd, not both/);
});

test('warns when personal data lies in the work folder or stays in the rows', () => {
  expect(resolveText(`${head}`).warnings.join()).toMatch(/no redact stage/);
  const { warnings } = resolveText(`${head}stages:\n  - use: dedupe\n  - use: redact\n`);
  expect(warnings.join()).toMatch(/dedupe before redact/);
});

test.each([
  ['512MB', 512 << 20],
  ['1.5 GB', 1.5 * 2 ** 30],
  [4096, 4096],
  ['many', Number.NaN],
])('the size %s is %d bytes', (text, bytes) => {
  expect(parseSize(text)).toBe(bytes);
});
