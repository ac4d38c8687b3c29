// What our sources find, on a folder of sets of cases, each with its truth and the script that scores answers (`score.py`).
// The figures of libraries and peers were measured with the same scripts on the same cases.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { atLeast, type Bar, type Bench, table } from './bench.ts';
import { documentSets } from './extract/documents.ts';
import { mailSets } from './extract/mail.ts';
import { recordSets } from './extract/records.ts';
import type { CaseSet, Measure, Score } from './extract/set.ts';
import { textSets } from './extract/texts.ts';

const caseSets: readonly CaseSet[] = [...documentSets, ...mailSets, ...recordSets, ...textSets];

export const extract: Bench = {
  name: 'extract',
  summary:
    'Quality of extraction on --data DIR: html, pdf, docx, email, csv, json, encoding, language with score.py each',
  async run({ data, print }): Promise<Bar[]> {
    if (data === undefined) throw new Error('extract needs --data DIR: a folder of sets with truth and score.py');
    const rows: (string | number)[][] = [];
    const bars: Bar[] = [];
    for (const set of caseSets) {
      const folder = resolve(data, set.folder);
      if (!existsSync(join(folder, 'score.py'))) {
        print(`${set.folder}/${set.name}: left out, ${set.folder}/score.py is not in the folder`);
        continue;
      }
      const { score, seconds } = await scoreOf(set, folder);
      set.measures.forEach((measure, i) => {
        const ours = figureAt(score, measure);
        rows.push(rowOf(set, measure, ours, i === 0 ? seconds.toFixed(1) : ''));
        if (measure.library !== undefined)
          bars.push(atLeast(`${set.folder}/${set.name} ${measure.name}`, ours, measure.library));
      });
    }
    if (rows.length === 0) throw new Error('the folder that --data names holds none of the sets');
    print(table(['set', 'measure', 'ours', 'library', 'best peer', 'CPU s'], rows));
    return bars;
  },
};

/** Our answers to a set, scored, and the CPU seconds that they took us. */
async function scoreOf(set: CaseSet, folder: string): Promise<{ score: Score; seconds: number }> {
  const scratch = mkdtempSync(join(tmpdir(), 'corpusmith-bench-'));
  try {
    const before = process.cpuUsage();
    const lines: string[] = [];
    for await (const answer of set.predict(folder)) lines.push(JSON.stringify(answer));
    const { user, system } = process.cpuUsage(before);
    const answers = join(scratch, 'answers.jsonl');
    writeFileSync(answers, lines.join('\n'));
    const printed = execFileSync('python3', [join(folder, 'score.py'), set.name, '--pred', answers], {
      encoding: 'utf8',
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
    });
    return { score: JSON.parse(printed) as Score, seconds: (user + system) / 1e6 };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function figureAt(score: Score, { at }: Measure): number {
  const value = at.reduce<unknown>(
    (inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key],
    score,
  );
  if (typeof value !== 'number') throw new Error(`the score has no number at ${at.join('.')}`);
  return value;
}

function rowOf(set: CaseSet, { name, library, best }: Measure, ours: number, seconds: string): (string | number)[] {
  const own = library === undefined ? '' : `${shown(library)} ${set.library}`;
  const peer = best === undefined ? '' : `${shown(best[0])} ${best[1]}`;
  return [`${set.folder}/${set.name}`, name, shown(ours), own, peer, seconds];
}

/** Counts as they are, shares with three digits. */
function shown(value: number): string {
  return Number.isInteger(value) && value > 1 ? String(value) : value.toFixed(3);
}
