// A small finished dataset with findings, an index of persons, a review and a sign-off, made by the real pipeline.

import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { redactionReports } from '../../src/artefacts.ts';
import { signOffText } from '../../src/audit/sign-off.ts';
import { type PrivateKey, privateKeyOf } from '../../src/audit/signature.ts';
import { checkIntegrity } from '../../src/audit/verify.ts';
import { loadCatalog } from '../../src/catalog.ts';
import { Chain } from '../../src/core/chain.ts';
import type { RunFacts } from '../../src/core/facts.ts';
import { seededRandom } from '../../src/core/hash.ts';
import { sealed, unsealed } from '../../src/core/seal.ts';
import type { Catalog } from '../../src/define.ts';
import { run } from '../../src/run.ts';
import { writeFiles } from '../engine/harness.ts';
import { sampleReview } from '../reports/sample-facts.ts';

export const catalog: Catalog = await loadCatalog();
export const signal = new AbortController().signal;
export const SUBJECT_KEY = 'for-tests-only-0123456789';

const WORDS = 'pump valve order invoice door morning letter meter crate ticket harbour engine winter colour'.split(' ');

/** The address of the person in conversation `n`: six conversations share one. */
export const addressOf = (n: number) => `sam.${String.fromCharCode(97 + (n % 6))}@mailbox-${n % 6}.org`;

const CONVERSATIONS = 36;

function conversation(n: number) {
  const random = seededRandom(`conversation ${n}`);
  const words = (count: number) =>
    Array.from({ length: count }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ');
  return {
    messages: [
      { role: 'user', content: `The ${words(9)}. Please write to ${addressOf(n)} or call +49 30 90182${100 + n}.` },
      { role: 'assistant', content: `We ${words(12)}.` },
    ],
  };
}

/** Runs the pipeline into `<root>/out`. */
export async function buildDataset(root: string, sink: object = {}): Promise<string> {
  const lines = Array.from({ length: CONVERSATIONS }, (_, n) => `${JSON.stringify(conversation(n))}\n`);
  writeFiles(root, { 'in/a.jsonl': lines.join(''), 'subject.key': SUBJECT_KEY });
  const out = join(root, 'out');
  const pipeline = {
    name: 'audited',
    root,
    sources: [{ use: 'jsonl', files: 'in/*.jsonl' }],
    stages: [
      { use: 'redact', subjectKeyFile: 'subject.key' },
      { use: 'split', validation: 0.2, test: 0.1 },
    ],
    sink: { use: 'jsonl', format: 'messages', dir: 'out', ...sink },
    trainers: ['trl'],
  };
  await run(pipeline as Parameters<typeof run>[0], { out, workers: 0 });
  return out;
}

/** Lays a review beside the rows: a plan, two reviewers, a result. */
export function addReview(folder: string): void {
  const { seal: manifest } = unsealed<object>(readFileSync(join(folder, 'manifest.json'), 'utf8'))!;
  const plan = sealed({ schema: 'corpusmith/review-plan/1', manifest, seed: 7 });
  const { seal } = unsealed<object>(plan)!;
  const reviewers = ['1.jsonl', '2.jsonl'].map(file => {
    const chain = new Chain();
    const text =
      chain.line({ plan: seal, reviewer: file, queue: 'sample', share: 1, started: '2030-01-01T00:00:00Z' }) +
      chain.line({ row: 0, done: true, at: '2030-01-01T00:00:05Z' }) +
      chain.line({ row: 1, done: true, at: '2030-01-01T00:00:09Z' });
    return { file, text, end: chain.end };
  });
  const facts = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as RunFacts;
  const result = { ...sampleReview, plan: seal, reviewers: reviewers.map(({ file, end }) => ({ file, end })) };
  writeFiles(join(folder, 'review'), {
    'plan.json': plan,
    'result.json': sealed(result),
    ...Object.fromEntries(redactionReports(facts, result).map(({ path, text }) => [path, text])),
    ...Object.fromEntries(reviewers.map(({ file, text }) => [file, text])),
  });
}

// Of this test only.
export const PRIVATE_PEM =
  '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n-----END PRIVATE KEY-----\n';
export const key: PrivateKey = privateKeyOf(PRIVATE_PEM, 'key.pem');

export async function addSignOff(folder: string, more: object = {}, signer: PrivateKey | null = key): Promise<void> {
  const { manifest, review } = await checkIntegrity(folder, catalog, signal);
  const decision = {
    decision: 'approve',
    name: 'Ada',
    role: 'privacy officer',
    statement: null,
    conditions: [],
    signedAt: '2030-01-01T12:00:00.000Z',
    validUntil: '2030-06-30',
    ...more,
  } as const;
  writeFileSync(join(folder, 'signoff.json'), signOffText(decision, manifest!, review.state, signer ?? undefined));
}

/** A copy beside the folder, made anew each time. */
export function copyOf(folder: string, name: string): string {
  const copy = join(folder, '..', name);
  rmSync(copy, { recursive: true, force: true });
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/** All files but those of the work folder. */
export function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => !file.startsWith('.corpusmith') && statSync(join(folder, file)).isFile())
    .sort();
}

export function rowsOf(folder: string, file: string): string[] {
  return readFileSync(join(folder, file), 'utf8').split('\n').slice(0, -1);
}
