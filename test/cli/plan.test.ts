import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { tempFolder, writeFiles } from '../engine/harness.ts';
import { cli, start } from './harness.ts';

const folder = tempFolder();
afterAll(() => folder.remove());
const pipeline = join(folder.path, 'p.yaml');
writeFiles(folder.path, {
  'in/a.txt': `\x1b[31mred\x1b[0m ${'The pump is quiet at night and the valve opens slowly. '.repeat(200)}`,
  'in/b.txt': 'Short.',
  'rows.jsonl': `${JSON.stringify({ text: 'A row of some length, so that it stays in the set.' })}\n`.repeat(3),
  'p.yaml': `name: p
sources: [{ use: text, files: in/*.txt }, { use: jsonl, files: rows.jsonl }]
stages: [{ use: clean, html: false }, { use: drop-short, characters: 20 }, { use: quality }]
`,
});

test('fits 100 columns, shows excerpts only, no escape sequences, and writes nothing', async () => {
  const { code, out, err } = await cli('plan', pipeline, '--documents', '2');
  expect(code).toBe(0);
  expect(out.split('\n').filter(line => line.length > 100)).toEqual([]);
  expect(out).toMatch(/text +2 files, .*: text 2/);
  expect(out).toMatch(/clean +html: false\n/);
  expect(out).toMatch(/quality\n/);
  expect(out).toMatch(/\(11,\d\d\d characters\)/);
  expect(out).toContain('dropped: too-short');
  expect(out).not.toContain('\x1b');
  expect(err).not.toContain('writing');
  expect(existsSync(join(folder.path, 'out'))).toBe(false);
});

test('of a stage that asks for an option only what is not default is shown', async () => {
  writeFiles(folder.path, {
    'bench.jsonl': `${JSON.stringify({ question: 'Which of the two pumps is quiet at night, and why?' })}\n`,
    'asks.yaml': `name: p
sources: [{ use: text, files: in/*.txt }]
stages: [{ use: decontaminate, against: [bench.jsonl], share: 0.7 }]
`,
  });
  const { out } = await cli('plan', join(folder.path, 'asks.yaml'));
  expect(out).toContain('decontaminate  against: ["bench.jsonl"], share: 0.7\n');
});

test('one source only, as JSON', async () => {
  const { out } = await cli('plan', pipeline, '--source', 'jsonl', '--json');
  const plan = JSON.parse(out) as { samples: { source: string }[]; found: { files: number }[] };
  expect(plan.samples.map(sample => sample.source)).toEqual(['jsonl']);
  expect(plan.found.map(({ files }) => files)).toEqual([2, 1]);
});

describe('stages that decide over all documents', () => {
  // Drops every second document; more than `stopAbove` of them stop a run.
  const plugin = `
import { z } from '${fileURLToPath(import.meta.resolve('zod'))}';
import { defineGlobalStage, defineStage } from '${fileURLToPath(new URL('../../src/index.ts', import.meta.url))}';

const halve = defineGlobalStage({
  name: 'halve',
  summary: 'Drops every second document',
  options: z.strictObject({ stopAbove: z.number().default(0.1), hang: z.boolean().default(false) }),
  estimate: (options, { documents, characters }) => ({
    memory: 3 * 2 ** 50,
    disk: documents * characters,
    seconds: 300,
    remarks: ['all of them are compared'],
  }),
  global: ({ stopAbove, hang }) => ({
    sketch: () => new Uint8Array(0),
    async decide() {
      if (hang) await new Promise(resolve => setTimeout(resolve, 60_000));
      return {
        of: ({ index }) => index % 2,
        facts: { halves: 2 },
        ...(stopAbove < 0.5 ? { stop: { code: 'E_STOP_ABOVE', detail: 'half of them would go' } } : {}),
        exhibits: [
          { title: 'Halves', note: 'Of all documents.', table: { columns: ['half', 'documents #', 'all %'], rows: [['odd', 20, 0.5]] } },
          { title: 'By size', bars: [{ label: 'small', value: 4 }, { label: 'large', value: 1 }] },
        ],
      };
    },
    apply: (doc, odd) => (odd ? { drop: 'odd' } : doc),
    certify: {
      note: () => new Uint8Array(0),
      check: async () => ({ stop: { code: 'E_LEAK', detail: 'the halves leak' }, facts: { leaks: 3 } }),
    },
  }),
});
const slow = defineStage({
  name: 'slow',
  summary: 'Takes its time',
  options: z.strictObject({}),
  map: () => doc => new Promise(resolve => setTimeout(resolve, 50, doc)),
});
export default [halve, slow];
`;
  const rows = Array.from({ length: 3000 }, (_, i) =>
    JSON.stringify({ text: `Row ${i} is one of many rows like it.` }),
  );
  const texts = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`in/${i}.txt`, `The text of number ${i}.`]));
  let own: ReturnType<typeof tempFolder>;
  let temporary: string;
  beforeEach(() => {
    own = tempFolder();
    temporary = join(own.path, 'tmp');
    writeFiles(own.path, {
      ...texts,
      'rows.jsonl': rows.join('\n'),
      'halve.ts': plugin,
      'tmp/mine': '',
      'p.yaml': yaml('{ use: halve }'),
      'slow.yaml': yaml('{ use: slow }'),
      'hang.yaml': yaml('{ use: halve, hang: true }'),
    });
    vi.stubEnv('TMPDIR', temporary);
    expect(tmpdir()).toBe(temporary);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    own.remove();
  });
  const yaml = (stage: string) => `name: p
plugins: [halve.ts]
sources: [{ use: text, files: in/*.txt }, { use: jsonl, files: rows.jsonl }]
stages: [{ use: drop-short, characters: 22 }, ${stage}]
sink: { use: jsonl, format: text }
`;

  test('--all decides over everything, whatever would stop a run, and leaves nothing behind', async () => {
    const { code, out, err } = await cli('plan', join(own.path, 'p.yaml'), '--all', '--workers', '0');
    expect(err).not.toContain('error');
    expect(code).toBe(0);
    expect(out).toMatch(/^text: 30 documents, 10 rows\n {2}stage +fate +reason +documents +share\n/m);
    expect(out).toMatch(/^ {2}drop-short +dropped +too-short +10 +33 %$/m);
    expect(out).toMatch(/^ {2}halve +dropped +odd +10 +33 %$/m);
    expect(out).toMatch(/^jsonl: 3,000 documents, 1,500 rows\n/m);
    expect(out).toMatch(
      /^A run would stop\n +E_STOP_ABOVE +halve: half of them would go\n +E_LEAK +halve: the halves leak$/m,
    );
    expect(out).toMatch(/^halve\n\n {2}Halves\n {2}Of all documents.\n {2}half +documents +all\n {2}odd +20 +50 %\n/m);
    expect(out).toMatch(/^ {2}small +4 +█{24}\n {2}large +1 +█{6}$/m);
    expect(out.split('\n').filter(line => line.length > 100)).toEqual([]);
    expect(readdirSync(temporary)).toEqual(['mine']);
    expect(existsSync(join(own.path, 'out'))).toBe(false);
  });

  test('a run stops where a stage says so, and publishes nothing', async () => {
    const out = join(own.path, 'out');
    const stopped = await cli('run', join(own.path, 'p.yaml'), '--out', out, '--workers', '0');
    expect(stopped).toMatchObject({ code: 3, err: expect.stringMatching(/E_STOP_ABOVE[\s\S]*half of them would go/) });
    writeFiles(own.path, { 'p.yaml': yaml('{ use: halve, stopAbove: 1 }') });
    const leaked = await cli('run', join(own.path, 'p.yaml'), '--out', out, '--workers', '0');
    expect(leaked).toMatchObject({ code: 3, err: expect.stringMatching(/E_LEAK[\s\S]*the halves leak/) });
    expect(readdirSync(out)).toEqual(['.corpusmith']);
  });

  test('--all as JSON, and for one source', async () => {
    const { out } = await cli('plan', join(own.path, 'p.yaml'), '--all', '--json', '--workers', '0');
    const { all, stages } = JSON.parse(out);
    expect(all.totals).toMatchObject({ read: 3030, written: 1510, dropped: 1520 });
    expect(all.stages.find(({ name }: { name: string }) => name === 'halve')).toMatchObject({
      bySource: { text: { dropped: { odd: 10 } } },
      facts: { halves: 2, leaks: 3 },
      exhibits: [{ title: 'Halves' }, { title: 'By size' }],
      stops: [{ code: 'E_STOP_ABOVE' }, { code: 'E_LEAK' }],
    });
    expect(stages[1].options).toMatchObject({ stopAbove: 0.1 });
    const { out: one } = await cli('plan', join(own.path, 'p.yaml'), '--all', '--source', 'jsonl', '--workers', '0');
    expect(one).not.toContain('text: 30');
  });

  test('Ctrl-C leaves nothing behind', async () => {
    const { child, ended, printed } = start('plan', join(own.path, 'slow.yaml'), '--all', '--workers', '1');
    await vi.waitFor(() => expect(printed.err).toContain('drop-short, slow'), { timeout: 20_000, interval: 20 });
    expect(readdirSync(temporary)).toHaveLength(2);
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 3, err: expect.stringContaining('E_INTERRUPTED') });
    expect(readdirSync(temporary)).toEqual(['mine']);
  }, 30_000);

  test('a second Ctrl-C, where the first cannot interrupt, leaves nothing behind', async () => {
    const { child, ended, printed } = start('plan', join(own.path, 'hang.yaml'), '--all', '--workers', '0');
    await vi.waitFor(() => expect(printed.err).toContain('deciding'), { timeout: 20_000, interval: 20 });
    expect(readdirSync(temporary)).toHaveLength(2);
    // Of signals that follow each other at once the system may deliver one.
    const again = setInterval(() => child.kill('SIGINT'), 50);
    expect((await ended).code).toBe(3);
    clearInterval(again);
    expect(readdirSync(temporary)).toEqual(['mine']);
  }, 30_000);

  test('without --all they say what they will need, by a sample', async () => {
    const { out } = await cli('plan', join(own.path, 'p.yaml'));
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(
      /halve about [23],\d00 documents of 3\d characters: memory 3072.0 TB, disk \d+\.\d kB, about 5 minutes of one core all of them are compared/,
    );
    expect(out).toMatch(/Warning +that is more memory than the run may use: give it --memory 4194304GB/);
    expect(out.match(/^\w+: first of/gm)).toEqual(['text: first of', 'jsonl: first of']);
    const { needs } = JSON.parse((await cli('plan', join(own.path, 'p.yaml'), '--json')).out);
    expect(needs).toMatchObject([{ stage: 'halve', seconds: 300, giveMemory: '4194304GB' }]);
    // Of 30 texts 20 come to it, and 3,000 rows, of which the sample reads a few.
    expect(needs[0].documents).toBeGreaterThan(2800);
    expect(needs[0].documents).toBeLessThan(3200);
    const { out: enough } = await cli('plan', join(own.path, 'p.yaml'), '--memory', '4096TB');
    expect(enough).not.toContain('more memory');
  });

  test('--all and --documents do not go together', async () => {
    expect(await cli('plan', join(own.path, 'p.yaml'), '--all', '--documents', '3')).toMatchObject({
      code: 2,
      err: expect.stringContaining('E_USAGE'),
    });
  });
});
