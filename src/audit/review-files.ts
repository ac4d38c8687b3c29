import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Artefact, redactionReports } from '../artefacts.ts';
import type { ChainEnd, Link } from '../core/chain.ts';
import type { ReviewFacts, RunFacts } from '../core/facts.ts';
import { type Sealed, unsealed } from '../core/seal.ts';
import { type ReadChain, readChain } from './chained-file.ts';
import type { Check, Problem } from './check.ts';
import type { Inventory } from './inventory.ts';

/** Folder of what reviewers have planned and decided. */
export const REVIEW = 'review';
const PLAN = `${REVIEW}/plan.json`;
export const RESULT = `${REVIEW}/result.json`;

/** What is read of a plan: the seal of the manifest that it was drawn for. */
interface Plan {
  readonly manifest: string;
}

/** What is read of a result: by reviewer, where the decisions ended that it was made of. */
interface Result extends ReviewFacts {
  readonly reviewers?: readonly { readonly file: string; readonly end: ChainEnd }[];
}

/** A review as a sign-off refers to it. */
export interface ReviewState {
  /** Seal of its plan. */
  readonly plan: string;
  /** By file: where each reviewer's chain of decisions ends. */
  readonly heads: Readonly<Record<string, ChainEnd>>;
  /** Seal of the result, once there is one. */
  readonly result?: string;
}

export interface CheckedReview {
  readonly check: Check;
  readonly isThere: boolean;
  /** Undefined when there is none, or when it is of another state of the dataset. */
  readonly state: ReviewState | undefined;
}

/** Checks the plan, the decisions of each reviewer, the result, and the report that was made of it. */
export async function checkReview(
  folder: string,
  facts: RunFacts | undefined,
  { manifest }: Inventory,
  signal: AbortSignal,
): Promise<CheckedReview> {
  const name = 'review';
  if (!existsSync(join(folder, REVIEW)))
    return { check: { name, said: 'none was made', problems: [] }, isThere: false, state: undefined };
  const problems: Problem[] = [];
  const plan = readSealed<Plan>(folder, PLAN, problems);
  const chains = await readDecisions(folder, plan?.seal, problems, signal);
  const result = existsSync(join(folder, RESULT)) ? checkResult(folder, chains, problems) : undefined;
  const said = `plan, ${chains.size} ${chains.size === 1 ? 'reviewer' : 'reviewers'}, result`;
  if (plan !== undefined && manifest !== undefined && plan.manifest !== manifest.seal) {
    const remarks = ['the review is of an earlier state of the dataset and says nothing of this one'];
    return { check: { name, said, problems, remarks }, isThere: true, state: undefined };
  }
  if (result !== undefined && facts !== undefined) checkReports(folder, facts, result, problems);
  const heads = Object.fromEntries([...chains].map(([file, { end }]) => [file, end]));
  const state =
    plan === undefined
      ? undefined
      : { plan: plan.seal, heads, ...(result === undefined ? {} : { result: result.seal }) };
  return { check: { name, said, problems }, isThere: true, state };
}

/** A reviewer's file as it was read. */
interface Decisions extends ReadChain {
  /** The hash of each line. */
  readonly hashes: readonly string[];
}

async function readDecisions(
  folder: string,
  plan: string | undefined,
  problems: Problem[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Decisions>> {
  const chains = new Map<string, Decisions>();
  for (const file of reviewersOf(folder)) {
    const hashes: string[] = [];
    const hear = (link: Link<{ readonly plan?: string }>, line: number) => {
      hashes.push(link.hash);
      if (line === 1 && plan !== undefined && link.plan !== plan)
        problems.push({ file, line, problem: 'it was begun with another plan' });
    };
    const chain = await readChain(join(folder, file), hear, signal);
    if (chain.broken !== undefined) problems.push({ file, ...chain.broken });
    chains.set(file, { ...chain, hashes });
  }
  return chains;
}

/** The result is of some moment of the review: the decisions up to there must still be those. */
function checkResult(
  folder: string,
  chains: ReadonlyMap<string, Decisions>,
  problems: Problem[],
): Sealed<Result> | undefined {
  const result = readSealed<Result>(folder, RESULT, problems);
  for (const { file: name, end } of result?.reviewers ?? []) {
    const file = `${REVIEW}/${name}`;
    const chain = chains.get(file);
    if (chain === undefined) problems.push({ file, problem: 'it is missing' });
    else if (chain.broken === undefined && end.entries > 0 && chain.hashes[end.entries - 1] !== end.head)
      problems.push({ file, problem: 'the decisions are not those that the result was made of' });
  }
  return result;
}

/** The redaction report with the result in it says what the facts and the result say. */
function checkReports(
  folder: string,
  facts: RunFacts,
  { seal: _seal, ...result }: Sealed<Result>,
  problems: Problem[],
): void {
  for (const { path, text } of reportsOf(facts, result, problems)) {
    const file = `${REVIEW}/${path}`;
    if (!existsSync(join(folder, file))) problems.push({ file, problem: 'it is missing' });
    else if (readFileSync(join(folder, file), 'utf8') !== text)
      problems.push({ file, problem: 'it does not say what run.json and the result say' });
  }
}

/** A result bears a seal whoever has written it: it need not be one. */
function reportsOf(facts: RunFacts, result: ReviewFacts, problems: Problem[]): readonly Artefact[] {
  try {
    return redactionReports(facts, result);
  } catch {
    problems.push({ file: RESULT, problem: 'it is not what a review writes' });
    return [];
  }
}

/** The files of decisions, one a reviewer. */
function reviewersOf(folder: string): string[] {
  return readdirSync(join(folder, REVIEW))
    .filter(name => /^\d+\.jsonl$/.test(name))
    .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))
    .map(name => `${REVIEW}/${name}`);
}

function readSealed<T>(folder: string, file: string, problems: Problem[]): Sealed<T> | undefined {
  if (!existsSync(join(folder, file))) {
    problems.push({ file, problem: 'it is missing' });
    return undefined;
  }
  const content = unsealed<T>(readFileSync(join(folder, file), 'utf8'));
  if (content === undefined) problems.push({ file, problem: 'its seal does not fit' });
  return content;
}
