import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Dataset } from '../../src/audit/dataset.ts';
import { erase } from '../../src/audit/erase.ts';
import { finishMoves } from '../../src/audit/moves.ts';
import { type Found, findSubject, isOf } from '../../src/audit/subjects.ts';
import { checkIntegrity, problemsOf, verifyDataset } from '../../src/audit/verify.ts';
import type { RunFacts } from '../../src/core/facts.ts';
import { type Manifest, manifestText } from '../../src/core/manifest.ts';
import { digest, linesOf, tempFolder } from '../engine/harness.ts';
import {
  addReview,
  addressOf,
  addSignOff,
  buildDataset,
  catalog,
  copyOf,
  rowsOf,
  SUBJECT_KEY,
  signal,
} from './dataset.ts';

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

const factsOf = (of = folder) => JSON.parse(readFileSync(join(of, 'run.json'), 'utf8')) as RunFacts;
const datasetOf = (of = folder): Dataset => ({ folder: of, facts: factsOf(of), catalog });
const find = (value: string, of = folder) => findSubject(datasetOf(of), [Buffer.from(SUBJECT_KEY)], [value], signal);

/** As the command does it; `onMove` may stop it like a signal that cannot be caught. */
async function eraseAll(value: string, onMove: () => void = () => {}): Promise<Found> {
  finishMoves(folder, onMove);
  const found = await find(value);
  const { manifest } = await checkIntegrity(folder, catalog, signal);
  if (found.documents.length > 0) await erase({ dataset: datasetOf(), manifest: manifest!, found, signal, onMove });
  return found;
}

test('a value is found in any spelling, and nothing that was not there', async () => {
  const { documents, rows } = await find(addressOf(3));
  expect([documents.length, rows.length]).toEqual([6, 6]);
  expect(await find(` ${addressOf(3).toUpperCase()} `.trim())).toEqual({ documents, rows });
  const ledger = linesOf(join(folder, 'ledger.jsonl'));
  for (const { id, split } of rows) {
    const { events } = ledger.findLast(line => line.id === id) as { events: { split?: string }[] };
    expect(events.at(-1)!.split).toBe(split);
  }
  expect((await find('+49 30 90182103')).rows).toHaveLength(1);
  expect(await find('nobody@mailbox.org')).toEqual({ documents: [], rows: [] });
});

test('another key is not mistaken for nothing found', async () => {
  const search = findSubject(datasetOf(), [Buffer.from('another-key-0123456789')], [addressOf(3)], signal);
  await expect(search).rejects.toMatchObject({ code: 'E_SUBJECT_KEY' });
});

test('rows, index and numbers are without the person, the rest is as it was', async () => {
  const before = factsOf();
  const rowsBefore = before.dataset.splits.map(({ file }) => rowsOf(folder, file));
  const { documents, rows } = await eraseAll(addressOf(3));
  for (const [i, { name, file, rows: count, characters }] of factsOf().dataset.splits.entries()) {
    const gone = rows.filter(({ split }) => split === name).map(({ line }) => line);
    const left = rowsBefore[i]!.filter((_, at) => !gone.includes(at + 1));
    expect(rowsOf(folder, file)).toEqual(left);
    expect(count).toBe(left.length);
    const lengths = left.flatMap(row => JSON.parse(row).messages.map((m: { content: string }) => m.content.length));
    expect(characters).toBe(lengths.reduce((sum: number, length: number) => sum + length, 0));
  }
  expect(factsOf().erased).toEqual({ documents: 6, rows: 6 });
  expect(factsOf().stages).toEqual(before.stages);
  expect((await find(addressOf(3))).documents).toEqual([]);
  expect((await find(addressOf(4))).rows).toHaveLength(6);
  expect(statSync(join(folder, 'subjects.jsonl')).mode & 0o777).toBe(0o600);
  expect(linesOf(join(folder, 'findings.jsonl')).slice(-6)).toMatchObject(
    documents.map(id => ({ stage: 'erase', id, decision: 'erased', rows: 1 })),
  );
  const told = linesOf(join(folder, 'ledger.jsonl')) as { id: string; events: object[] }[];
  for (const { id } of rows)
    expect(told.findLast(line => line.id === id)!.events.at(-1)).toEqual({ stage: 'erase', drop: 'erased' });
});

test('what is left is whole, but neither reviewed nor signed off', async () => {
  await eraseAll(addressOf(3));
  expect(problemsOf((await checkIntegrity(folder, catalog, signal)).checks)).toEqual([]);
  const checks = await verifyDataset(folder, { today: '2030-03-01', publicKey: undefined }, catalog, signal);
  expect(problemsOf(checks)).toMatchObject([
    { file: 'signoff.json', problem: 'the sign-off is of an earlier state of the dataset' },
  ]);
  expect(checks.flatMap(({ remarks = [] }) => remarks)).toContainEqual(
    expect.stringMatching('^the review is of an earlier'),
  );
});

test('erasing one after the other adds up', async () => {
  await eraseAll(addressOf(3));
  await eraseAll(addressOf(0));
  expect(factsOf().erased).toEqual({ documents: 12, rows: 12 });
  expect(problemsOf((await checkIntegrity(folder, catalog, signal)).checks)).toEqual([]);
});

test('killed before any change to the folder, the same again ends in the same bytes', async () => {
  let moves = 0;
  await eraseAll(addressOf(3), () => void moves++);
  const wanted = digest(folder);
  expect(moves).toBeGreaterThan(12);
  for (let kill = 1; kill <= moves; kill++) {
    folder = copyOf(whole, 'copy');
    let move = 0;
    const stop = () => {
      if (++move === kill) throw new Error('killed');
    };
    await expect(eraseAll(addressOf(3), stop)).rejects.toThrow();
    await eraseAll(addressOf(3));
    expect(digest(folder), `killed at ${kill} of ${moves}`).toEqual(wanted);
    expect(existsSync(join(folder, '.corpusmith/erase'))).toBe(false);
    expect(existsSync(join(folder, '.corpusmith/finished.json'))).toBe(true);
  }
}, 60_000);

test('a run that was made anew in between is not overwritten by what was staged before', async () => {
  let move = 0;
  const stop = () => {
    if (++move === 6) throw new Error('killed');
  };
  await expect(eraseAll(addressOf(3), stop)).rejects.toThrow();
  const rebuilt = JSON.parse(readFileSync(join(whole, 'manifest.json'), 'utf8')) as Manifest;
  writeFileSync(join(folder, 'manifest.json'), manifestText({ ...rebuilt, name: 'another' }));
  const before = digest(folder);
  finishMoves(folder);
  expect(digest(folder)).toEqual(before);
});

test('places in tables follow the rows, and lines of erased rows go', async () => {
  const { rows } = await find(addressOf(3));
  const { line } = rows.find(({ split, line }) => split === 'train' && line > 1)!;
  const last = rowsOf(folder, 'train.jsonl').length;
  const gone = rows.filter(({ split }) => split === 'train').map(row => row.line);
  const table = [
    { place: `train.jsonl:${line}`, id: 'erased' },
    { place: `train.jsonl:${last}`, otherPlace: 'elsewhere/train.jsonl:3', id: 'last' },
  ];
  appendFileSync(join(folder, 'leaks.jsonl'), table.map(entry => `${JSON.stringify(entry)}\n`).join(''));
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  const { dataset, found } = { dataset: datasetOf(), found: await find(addressOf(3)) };
  const files = manifest.files.some(({ path }) => path === 'leaks.jsonl')
    ? manifest.files
    : [...manifest.files, { path: 'leaks.jsonl', bytes: 0, sha256: '' }];
  await erase({ dataset, manifest: { ...manifest, files }, found, signal });
  const places = linesOf(join(folder, 'leaks.jsonl')).slice(-1);
  expect(gone).not.toContain(last);
  expect(places).toEqual([
    { place: `train.jsonl:${last - gone.length}`, otherPlace: 'elsewhere/train.jsonl:3', id: 'last' },
  ]);
});

test('a packed split is packed again', async () => {
  const other = tempFolder();
  try {
    folder = await buildDataset(other.path, { gzip: true });
    const before = gunzipSync(readFileSync(join(folder, 'train.jsonl.gz')))
      .toString()
      .split('\n').length;
    const { rows } = await eraseAll(addressOf(3));
    const after = gunzipSync(readFileSync(join(folder, 'train.jsonl.gz')))
      .toString()
      .split('\n').length;
    expect(before - after).toBe(rows.filter(({ split }) => split === 'train').length);
    expect(problemsOf((await checkIntegrity(folder, catalog, signal)).checks)).toEqual([]);
  } finally {
    other.remove();
  }
});

test('a row that was made of a document goes with it, one of a document whose id only begins alike does not', async () => {
  const documents = new Set(['a1', 'b2-3']);
  expect(['a1', 'a1-2', 'a1-2-7', 'b2-3-1'].every(id => isOf(id, documents))).toBe(true);
  expect(['a12', 'a', 'b2', 'b2-31', 'b2-4'].some(id => isOf(id, documents))).toBe(false);
});
