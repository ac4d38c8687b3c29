import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RunFacts } from '../core/facts.ts';
import { entityCounts } from '../reports/redaction-figures.ts';
import { isSameEnd, readChain } from './chained-file.ts';
import type { Check, Problem } from './check.ts';
import type { Inventory } from './inventory.ts';

/** Chained: a line for each value that was found. */
export const FINDINGS = 'findings.jsonl';

/** What is read of a line of the findings. */
interface Finding {
  readonly entity?: string;
  readonly decision: string;
}

/** Decisions about values that the run counts: those that were replaced, and those whose document was dropped for them. */
const COUNTED: ReadonlySet<string> = new Set(['replaced', 'dropped']);

/** Reads the chain of findings to its end, and compares what was replaced with the counters of the run. */
export async function checkFindings(
  folder: string,
  facts: RunFacts | undefined,
  { manifest, altered }: Inventory,
  signal: AbortSignal,
): Promise<Check[]> {
  // Where it is listed and missing, that has been told.
  if (!existsSync(join(folder, FINDINGS))) return [];
  const replaced = new Map<string, number>();
  const chain = await readChain<Finding>(
    join(folder, FINDINGS),
    ({ entity, decision }) => {
      if (entity !== undefined && COUNTED.has(decision)) replaced.set(entity, (replaced.get(entity) ?? 0) + 1);
    },
    signal,
  );
  const { entries, head } = chain.end;
  const problems: Problem[] = chain.broken === undefined ? [] : [{ file: FINDINGS, ...chain.broken }];
  if (chain.broken === undefined && !altered.has(FINDINGS)) {
    const ends = [
      ['the manifest', manifest?.chains.findings],
      ['run.json', facts?.chains?.findings],
    ] as const;
    for (const [who, end] of ends)
      if (end !== undefined && !isSameEnd(end, chain.end))
        problems.push({ file: FINDINGS, problem: `it does not end as ${who} says` });
  }
  const links = { name: 'findings', said: `${entries} chained lines, the last ${head}`, problems };
  if (facts === undefined || problems.length > 0 || altered.has(FINDINGS)) return [links];
  return [links, sums(facts, replaced)];
}

function sums(facts: RunFacts, replaced: ReadonlyMap<string, number>): Check {
  const counted = new Map(entityCounts(facts));
  const entities = [...new Set([...counted.keys(), ...replaced.keys()])].sort();
  const problems = entities.flatMap((entity): Problem[] => {
    const [listed, count] = [replaced.get(entity) ?? 0, counted.get(entity) ?? 0];
    const problem = `${listed} values of ${entity} are listed as replaced, and ${count} are counted in run.json`;
    return listed === count ? [] : [{ file: FINDINGS, problem }];
  });
  const total = [...replaced.values()].reduce((sum, count) => sum + count, 0);
  return { name: 'sums', said: `${total} replaced values, by entity as the run counted them`, problems };
}
