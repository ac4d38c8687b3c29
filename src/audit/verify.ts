import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CorpusmithError } from '../core/errors.ts';
import type { RunFacts } from '../core/facts.ts';
import { MANIFEST } from '../core/manifest.ts';
import type { Catalog } from '../define.ts';
import { readJson } from '../engine/local/files.ts';
import type { Check, Problem } from './check.ts';
import { checkFindings } from './findings.ts';
import { type Inventory, takeInventory } from './inventory.ts';
import { type CheckedReview, checkReview } from './review-files.ts';
import { checkRows } from './rows.ts';
import { checkSignOff } from './sign-off.ts';

const FACTS = 'run.json';

/** Whether a dataset and its review are as they were made. */
export interface Integrity {
  readonly manifest: Inventory['manifest'];
  /** Undefined when the numbers of the run cannot be trusted. */
  readonly facts: RunFacts | undefined;
  readonly review: CheckedReview;
  readonly checks: readonly Check[];
}

/**
 * Recomputes everything that the folder of a run says of itself: hashes, chains, sums. Nothing is held but a window of lines.
 * `E_NOT_A_RUN` when there is neither a manifest nor `run.json`.
 */
export async function checkIntegrity(folder: string, catalog: Catalog, signal: AbortSignal): Promise<Integrity> {
  if (!existsSync(join(folder, MANIFEST)) && !existsSync(join(folder, FACTS)))
    throw new CorpusmithError('E_NOT_A_RUN', { place: folder });
  const inventory = await takeInventory(folder, signal);
  const facts = inventory.altered.has(FACTS) ? undefined : readFacts(folder);
  const rows =
    facts === undefined ? [notCompared(inventory)] : await checkRows({ folder, facts, catalog }, inventory, signal);
  const findings = await checkFindings(folder, facts, inventory, signal);
  const review = await checkReview(folder, facts, inventory, signal);
  const checks = [...inventory.checks, ...rows, ...findings, review.check];
  return { manifest: inventory.manifest, facts, review, checks };
}

/** All checks, the sign-off among them. `today` is `YYYY-MM-DD` in UTC, `publicKey` SPKI in PEM. */
export async function verifyDataset(
  folder: string,
  about: { readonly today: string; readonly publicKey: string | undefined },
  catalog: Catalog,
  signal: AbortSignal,
): Promise<readonly Check[]> {
  const { manifest, review, checks } = await checkIntegrity(folder, catalog, signal);
  return [...checks, checkSignOff(folder, { ...about, manifest, isThere: review.isThere, state: review.state })];
}

export function problemsOf(checks: readonly Check[]): readonly Problem[] {
  return checks.flatMap(({ problems }) => problems);
}

/** The facts, when they have the shape of facts. */
function readFacts(folder: string): RunFacts | undefined {
  const facts = readJson<RunFacts>(join(folder, FACTS));
  return Array.isArray(facts?.dataset?.splits) && Array.isArray(facts.stages) ? facts : undefined;
}

function notCompared({ altered }: Inventory): Check {
  const problem = { file: FACTS, problem: 'it is not what a run writes' };
  return {
    name: 'rows',
    said: 'not compared, since run.json cannot be trusted',
    problems: altered.has(FACTS) ? [] : [problem],
  };
}
