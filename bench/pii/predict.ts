// What our recognizers find in the texts of a set, as the scorer of the sets reads it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recognizers } from '../../src/recognizers/index.ts';
import { Search } from '../../src/redaction/find.ts';
import { introducedPeople } from '../../src/redaction/introduced.ts';

export interface Case {
  readonly id: string | number;
  readonly text: string;
}

export interface Prediction {
  readonly id: string | number;
  /** Offsets in Unicode code points, end exclusive. */
  readonly spans: readonly {
    readonly start: number;
    readonly end: number;
    readonly type: string;
    readonly score: number;
  }[];
}

export function casesOf(path: string): Case[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter(line => line.trim() !== '').map(line => JSON.parse(line) as Case);
}

/** A detector as `redact` has it, with the people that a text introduces by itself. */
export function predict(cases: readonly Case[], minScore: number, without: readonly string[] = []): Prediction[] {
  const search = new Search(
    recognizers.filter(({ entity }) => !without.includes(entity)),
    minScore,
  );
  return cases.map(({ id, text }) => {
    const { findings } = search.find(text, introducedPeople([text], []));
    const at = codePointsOf(text);
    return {
      id,
      spans: findings.map(({ entity, start, end, score }) => ({ start: at(start), end: at(end), type: entity, score })),
    };
  });
}

/** From UTF-16 units to code points, for offsets that only grow. */
function codePointsOf(text: string): (unit: number) => number {
  let [unit, points] = [0, 0];
  return to => {
    for (; unit < to; unit++) {
      const isLowSurrogate =
        (text.charCodeAt(unit) & 0xfc00) === 0xdc00 && unit > 0 && (text.charCodeAt(unit - 1) & 0xfc00) === 0xd800;
      if (!isLowSurrogate) points++;
    }
    return points;
  };
}

/** Runs the scorer that lies beside the sets. */
export function score(folder: string, predictions: readonly Prediction[], ...args: readonly string[]): unknown {
  const temporary = mkdtempSync(join(tmpdir(), 'corpusmith-bench-'));
  try {
    const file = join(temporary, 'predictions.jsonl');
    writeFileSync(file, predictions.map(prediction => `${JSON.stringify(prediction)}\n`).join(''));
    const script = join(folder, 'score_spans.py');
    const out = execFileSync('python3', [script, ...args, '--pred', file, '--json'], {
      encoding: 'utf8',
      maxBuffer: 64 << 20,
    });
    return JSON.parse(out);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
