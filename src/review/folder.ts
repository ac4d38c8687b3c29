import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { redactionReports } from '../artefacts.ts';
import type { Dataset } from '../audit/dataset.ts';
import { sizeFor } from '../core/binomial.ts';
import { CorpusmithError } from '../core/errors.ts';
import type { ReviewFacts } from '../core/facts.ts';
import { MANIFEST, type Manifest } from '../core/manifest.ts';
import { sealed, unsealed } from '../core/seal.ts';
import { PUBLIC, writeAtomically } from '../engine/local/files.ts';
import { takeLock } from '../engine/local/lock.ts';
import { makePlan, PLAN_SCHEMA, type ReviewPlan } from './plan.ts';

/** Within the folder of the dataset; made after the run, so the manifest does not list it. */
const REVIEW = 'review';
const PLAN = 'plan.json';
const RESULT = 'result.json';
/** Rules out a share of 1 % with 95 % confidence when nothing is found: 299 rows. */
const SIZE = sizeFor(0.01);
/** Digits of the manifest's seal that make the seed: nobody knows it before the dataset is made, and nobody chooses it. */
const SEED_DIGITS = 16;

export function reviewFolder(folder: string): string {
  return join(folder, REVIEW);
}

export interface Asked {
  readonly size?: number;
  readonly seed?: string;
}

/**
 * The plan of a dataset's review, drawn when there is none. Throws `E_REVIEW` when there is one for another state of the
 * dataset, of another size or seed, or when it was altered.
 */
export async function openPlan(dataset: Dataset, asked: Asked, signal: AbortSignal): Promise<ReviewPlan> {
  const { folder } = dataset;
  const found = readPlan(folder);
  if (found !== undefined) {
    checkAsked(found, asked, join(reviewFolder(folder), PLAN));
    return found;
  }
  const manifest = sealOf(folder);
  const { size = SIZE, seed = manifest.slice(0, SEED_DIGITS) } = asked;
  const text = sealed(await makePlan(dataset, { size, seed, manifest }, signal));
  writeAtomically(join(reviewFolder(folder), PLAN), text, PUBLIC);
  return unsealed<ReviewPlan>(text)!;
}

/** The plan that is there, if it is whole and fits the dataset; undefined when there is none. */
export function readPlan(folder: string): ReviewPlan | undefined {
  const path = join(reviewFolder(folder), PLAN);
  if (!existsSync(path)) return undefined;
  const plan = unsealed<ReviewPlan>(readFileSync(path, 'utf8'));
  if (plan?.schema !== PLAN_SCHEMA)
    throw new CorpusmithError('E_REVIEW', { place: path, detail: 'the plan was altered' });
  if (plan.manifest !== sealOf(folder))
    throw new CorpusmithError('E_REVIEW', { place: path, detail: 'the dataset was built anew since it was planned' });
  return plan;
}

/**
 * Takes the lock under which a review is planned and begun; returns what gives it back. Makes the folder. Throws `E_NOT_A_RUN`
 * where nothing can be reviewed.
 */
export function lockFolder(folder: string): () => void {
  const review = reviewFolder(folder);
  sealOf(folder);
  mkdirSync(review, { recursive: true });
  const unlock = lockReviewer(join(review, 'begin'), 'a review is being planned or begun');
  return () => {
    unlock();
    // Where nothing could be planned, nothing stays.
    if (readdirSync(review).length === 0) rmdirSync(review);
  };
}

/** Moves the review that is there aside; returns the name that it has now. Throws `E_REVIEWER_BUSY` while somebody is at it. */
export function moveAside(folder: string): string | undefined {
  const review = reviewFolder(folder);
  if (!existsSync(review)) return undefined;
  const release = [lockFolder(folder)];
  try {
    for (const name of readdirSync(review).filter(one => /^\d+\.jsonl$/.test(one)))
      release.push(lockReviewer(join(review, name), 'a reviewer'));
  } finally {
    for (const unlock of release) unlock();
  }
  let number = 1;
  while (existsSync(join(folder, `${REVIEW}-${number}`))) number++;
  renameSync(review, join(folder, `${REVIEW}-${number}`));
  return `${REVIEW}-${number}`;
}

/** Takes the lock of a reviewer's file; returns what gives it back. Throws `E_REVIEWER_BUSY` and says who is busy. */
export function lockReviewer(path: string, busy: string): () => void {
  try {
    return takeLock(`${path}.lock`);
  } catch (error) {
    if (!(error instanceof CorpusmithError) || error.code !== 'E_LOCKED') throw error;
    throw new CorpusmithError('E_REVIEWER_BUSY', { place: path, detail: [busy, error.detail].join(', ') });
  }
}

/**
 * Writes the result anew, and the redaction report with it. Where another reviewer does so at this moment, theirs or the next
 * one tells the same.
 */
export function writeResult({ folder, facts }: Dataset, result: ReviewFacts): void {
  const path = join(reviewFolder(folder), RESULT);
  let unlock: () => void;
  try {
    unlock = lockReviewer(path, 'the result is being written');
  } catch (error) {
    if (error instanceof CorpusmithError && error.code === 'E_REVIEWER_BUSY') return;
    throw error;
  }
  try {
    writeAtomically(path, sealed(result), PUBLIC);
    for (const { path: name, text } of redactionReports(facts, result))
      writeAtomically(join(reviewFolder(folder), name), text, PUBLIC);
  } finally {
    unlock();
  }
}

function sealOf(folder: string): string {
  const path = join(folder, MANIFEST);
  if (!existsSync(path)) throw new CorpusmithError('E_NOT_A_RUN', { place: folder, detail: `it has no ${MANIFEST}` });
  const manifest = unsealed<Manifest>(readFileSync(path, 'utf8'));
  if (manifest === undefined) throw new CorpusmithError('E_ALTERED', { place: path });
  return manifest.seal;
}

function checkAsked(plan: ReviewPlan, { size = plan.size, seed = plan.seed }: Asked, place: string): void {
  if (size === plan.size && seed === plan.seed) return;
  throw new CorpusmithError('E_REVIEW', {
    place,
    detail:
      `the plan was fixed with ${plan.size} rows and seed ${plan.seed} before anyone looked; ` +
      'to choose others now would make of the estimate what one wants',
  });
}
