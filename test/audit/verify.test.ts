import { generateKeyPairSync } from 'node:crypto';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Problem } from '../../src/audit/check.ts';
import { privateKeyOf, publicKeyOf } from '../../src/audit/signature.ts';
import { problemsOf, verifyDataset } from '../../src/audit/verify.ts';
import { Chain } from '../../src/core/chain.ts';
import { seededRandom, sha256 } from '../../src/core/hash.ts';
import { type Manifest, manifestText } from '../../src/core/manifest.ts';
import { sealed } from '../../src/core/seal.ts';
import { tempFolder } from '../engine/harness.ts';
import { addReview, addSignOff, buildDataset, catalog, copyOf, filesOf, key, rowsOf, signal } from './dataset.ts';

const temp = tempFolder();
afterAll(() => temp.remove());

let whole: string;
let folder: string;

beforeAll(async () => {
  whole = await buildDataset(temp.path);
  addReview(whole);
  await addSignOff(whole);
});

beforeEach(() => {
  folder = copyOf(whole, 'copy');
});

const TODAY = '2030-03-01';

async function problems(about: { today?: string; publicKey?: string } = {}): Promise<readonly Problem[]> {
  const { today = TODAY, publicKey } = about;
  return problemsOf(await verifyDataset(folder, { today, publicKey }, catalog, signal));
}

const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const write = (file: string, text: string | Uint8Array) => writeFileSync(join(folder, file), text);

/** Makes the manifest fit what the files now are, as somebody would who covers up traces. */
function coverUp(): void {
  const manifest = JSON.parse(read('manifest.json')) as Manifest;
  const files = manifest.files.map(({ path }) => {
    const bytes = readFileSync(join(folder, path));
    return { path, bytes: bytes.length, sha256: sha256(bytes) };
  });
  write('manifest.json', manifestText({ ...manifest, files }));
}

test('a dataset that nobody touched is whole', async () => {
  expect(await problems({ publicKey: key.publicKey })).toEqual([]);
  const checks = await verifyDataset(folder, { today: TODAY, publicKey: undefined }, catalog, signal);
  expect(checks.map(({ name }) => name)).toEqual([
    'manifest',
    'files',
    'rows',
    'numbers',
    'findings',
    'sums',
    'review',
    'sign-off',
  ]);
  expect(checks.find(({ name }) => name === 'sums')!.said).toMatch(/^(?!0 )\d+ replaced/);
});

test('of 100 single bytes, each one that was altered is found, and its file alone is named', async () => {
  const random = seededRandom('bytes');
  const pick = (below: number) => Math.floor(random() * below);
  const files = filesOf(folder);
  expect(files).toEqual(
    expect.arrayContaining(['findings.jsonl', 'ledger.jsonl', 'manifest.json', 'review/1.jsonl', 'signoff.json']),
  );
  for (let n = 0; n < 100; n++) {
    // Every file at least once, then any.
    const file = files[n < files.length ? n : pick(files.length)]!;
    const before = readFileSync(join(folder, file));
    if (before.length === 0) continue;
    const after = Buffer.from(before);
    const at = pick(after.length);
    after[at] = (after[at]! + 1 + pick(255)) % 256;
    write(file, after);
    const found = await problems();
    expect([...new Set(found.map(one => one.file))], `byte ${at} of ${file}`).toEqual([file]);
    write(file, before);
  }
  expect(await problems()).toEqual([]);
}, 60_000);

describe('lines', () => {
  const edit = (file: string, change: (lines: string[]) => void) => {
    const lines = rowsOf(folder, file);
    change(lines);
    write(file, lines.map(line => `${line}\n`).join(''));
  };
  const places = async () =>
    (await problems()).filter(({ line }) => line !== undefined).map(({ file, line }) => `${file}:${line}`);

  test.each<[string, (lines: string[]) => void, string[]]>([
    ['removed', lines => lines.splice(4, 1), ['train.jsonl:5']],
    ['removed at the end', lines => lines.pop(), ['train.jsonl:END']],
    ['duplicated', lines => lines.splice(4, 0, lines[3]!), ['train.jsonl:5']],
    ['put in far from its like', lines => lines.splice(9, 0, lines[1]!), ['train.jsonl:10']],
    ['swapped', lines => ([lines[2], lines[7]] = [lines[7]!, lines[2]!]), ['train.jsonl:3', 'train.jsonl:8']],
    ['altered', lines => (lines[5] = lines[5]!.replace('We ', 'You ')), ['train.jsonl:6']],
    [
      'cut in two',
      lines => lines.splice(5, 1, lines[5]!.slice(0, 20), lines[5]!.slice(20)),
      ['train.jsonl:6', 'train.jsonl:7'],
    ],
  ])('of a split: %s', async (_what, change, expected) => {
    const end = String(rowsOf(folder, 'train.jsonl').length);
    edit('train.jsonl', change);
    const named = expected.map(place => place.replace('END', end));
    expect(await places()).toEqual(named);
    // Also when the hash in the manifest was made to fit.
    coverUp();
    rmSync(join(folder, 'signoff.json'));
    expect(await places()).toEqual(named);
  });

  test.each(['ledger.jsonl', 'findings.jsonl'])('of %s: removed, and the manifest made to fit', async file => {
    edit(file, lines => lines.splice(lines.length - 3, 1));
    coverUp();
    expect(await problems()).not.toEqual([]);
    expect((await problems()).map(one => one.file)).toContain(file === 'ledger.jsonl' ? 'train.jsonl' : file);
  });

  test('of the findings: the last removed, and the rest of the chain is whole', async () => {
    edit('findings.jsonl', lines => lines.pop());
    coverUp();
    expect(await problems()).toContainEqual({
      file: 'findings.jsonl',
      problem: 'it does not end as the manifest says',
    });
  });

  test('of the findings: another count of replaced values than the run has', async () => {
    const chain = new Chain();
    const entries = rowsOf(folder, 'findings.jsonl').map(line => JSON.parse(line));
    const lines = entries.slice(1).map(({ seq: _seq, hash: _hash, ...entry }) => chain.line(entry));
    write('findings.jsonl', lines.join(''));
    const manifest = JSON.parse(read('manifest.json')) as Manifest;
    write('manifest.json', manifestText({ ...manifest, chains: { findings: chain.end } }));
    const facts = JSON.parse(read('run.json'));
    write('run.json', JSON.stringify({ ...facts, chains: { findings: chain.end } }));
    coverUp();
    const { entity } = entries[0];
    const said = (await problems()).map(one => one.problem);
    expect(said).toContainEqual(expect.stringMatching(`values of ${entity} are listed as replaced`));
  });

  test('of a reviewer: the last removed before anybody has signed', async () => {
    rmSync(join(folder, 'signoff.json'));
    edit('review/2.jsonl', lines => lines.pop());
    expect(await problems()).toMatchObject([{ file: 'review/2.jsonl' }]);
  });
});

describe('files', () => {
  test('removed: each one is named', async () => {
    for (const file of filesOf(folder).filter(one => !['signoff.json', 'review/result.json'].includes(one))) {
      folder = copyOf(whole, 'copy');
      rmSync(join(folder, file));
      expect([...new Set((await problems()).map(one => one.file))]).toEqual([file]);
    }
  });

  test('added: a remark', async () => {
    write('notes.txt', 'x');
    const checks = await verifyDataset(folder, { today: TODAY, publicKey: undefined }, catalog, signal);
    expect(problemsOf(checks)).toEqual([]);
    expect(checks.flatMap(({ remarks = [] }) => remarks)).toContain('notes.txt is not of the run');
  });

  test('that the manifest names outside of the folder are not read', async () => {
    const manifest = JSON.parse(read('manifest.json')) as Manifest;
    const files = [...manifest.files, { path: '../subject.key', bytes: 1, sha256: '' }];
    write('manifest.json', manifestText({ ...manifest, files }));
    expect(await problems()).toContainEqual({ file: '../subject.key', problem: 'it lies outside of the folder' });
  });

  test('neither manifest nor facts: no run', async () => {
    for (const file of ['manifest.json', 'run.json']) rmSync(join(folder, file));
    await expect(problems()).rejects.toMatchObject({ code: 'E_NOT_A_RUN' });
  });
});

describe('the sign-off', () => {
  const said = async (about = {}) => (await problems(about)).map(({ problem }) => problem);

  test('expires the day after its last', async () => {
    expect(await said({ today: '2030-06-30' })).toEqual([]);
    expect(await said({ today: '2030-07-01' })).toEqual(['the sign-off has expired on 2030-06-30']);
  });

  test('must be by the key that is given', async () => {
    const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const other = privateKeyOf(pem, 'other.pem');
    expect(await said({ publicKey: other.publicKey })).toEqual(['it is signed with another key']);
    await addSignOff(folder, {}, other);
    expect(await said({ publicKey: key.publicKey })).toEqual(['it is signed with another key']);
    expect(await said({ publicKey: publicKeyOf(other.publicKey, 'other.pub') })).toEqual([]);
  });

  test('cannot be given other words under the same signature', async () => {
    const { seal: _seal, ...content } = JSON.parse(read('signoff.json'));
    write('signoff.json', sealed({ ...content, validUntil: null }));
    expect(await said()).toEqual(['its signature does not fit']);
  });

  test('without a signature is a remark, and a problem when a key is asked for', async () => {
    await addSignOff(folder, {}, null);
    expect(await said()).toEqual([]);
    expect(await said({ publicKey: key.publicKey })).toEqual(['it bears no signature']);
    const checks = await verifyDataset(folder, { today: TODAY, publicKey: undefined }, catalog, signal);
    expect(checks.at(-1)!.remarks).toContainEqual(expect.stringContaining('anybody could have written it'));
  });

  test('that rejects does not hold as one that approves', async () => {
    await addSignOff(folder, { decision: 'reject' });
    expect(await said()).toEqual(['the dataset was rejected']);
  });

  test('is of the decisions of its day: a review that went on does not fit it', async () => {
    const lines = rowsOf(folder, 'review/1.jsonl');
    const { seq, hash } = JSON.parse(lines.at(-1)!);
    appendFileSync(
      join(folder, 'review/1.jsonl'),
      new Chain({ entries: seq, head: hash }).line({ row: 2, done: true }),
    );
    expect(await problems()).toMatchObject([{ file: 'review/1.jsonl' }]);
    rmSync(join(folder, 'review'), { recursive: true });
    expect(await problems()).toMatchObject([{ file: 'review', problem: 'the review that was signed off is missing' }]);
  });
});
