// What our recognizers find in the texts of a set, as the scorer of the sets reads it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recognizers } from '../../src/recognizers/index.ts';
import { Search } from '../../src/redaction/find.ts';
import { OPERATING_POINTS, type OperatingPoint } from '../../src/redaction/operating-points.ts';
import { redactTexts } from '../../src/redaction/passes.ts';
import { RedactedText } from '../../src/redaction/redacted-text.ts';
import type { Finding } from '../../src/redaction/resolve.ts';

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

/** Names of ours that the scorer knows under another. */
const NAMES: Readonly<Record<string, string>> = {
  CASE_NUMBER: 'COURT_CASE_NUMBER',
  MEDICAL_RECORD: 'MEDICAL_RECORD_NUMBER',
  US_BANK_ROUTING: 'ABA_ROUTING_NUMBER',
  US_BANK_ACCOUNT: 'US_BANK_NUMBER',
  UK_BANK_ACCOUNT: 'BANK_ACCOUNT',
  CRYPTO_WALLET: 'CRYPTO',
  DEVICE_ID: 'ID_NUMBER',
  DENIED: 'ID_NUMBER',
};

/** What `redact` would replace of all entities: with the people that a text introduces, and what was found before in each. */
export function predict(
  cases: readonly Case[],
  point: OperatingPoint,
  given: readonly (readonly Finding[])[] = [],
): Prediction[] {
  const search = new Search(recognizers, OPERATING_POINTS[point]);
  return cases.map(({ id, text }, i) => ({ id, spans: spansOf(text, findAll(text, search, given[i])) }));
}

/** What each recognizer finds by itself, as one that is asked for one entity only. */
export function predictEach(cases: readonly Case[], point: OperatingPoint): Prediction[] {
  const entities = [...new Set(recognizers.map(({ entity }) => entity))];
  const searches = entities.map(entity => {
    return new Search(
      recognizers.filter(one => one.entity === entity),
      OPERATING_POINTS[point],
    );
  });
  return cases.map(({ id, text }) => {
    return { id, spans: searches.flatMap(search => spansOf(text, search.find(text, []).findings)) };
  });
}

function findAll(text: string, search: Search, given: readonly Finding[] = []): Finding[] {
  const all: Finding[] = [];
  // Replaced by itself, so that offsets stay what they are.
  const keep = (finding: Finding, value: string) => {
    all.push(finding);
    return value;
  };
  redactTexts([new RedactedText(text)], search, [], keep, [given]);
  return all.sort((a, b) => a.start - b.start);
}

function spansOf(text: string, findings: readonly Finding[]): Prediction['spans'] {
  const at = codePointsOf(text);
  return findings.map(({ entity, start, end, score }) => {
    return { start: at(start), end: at(end), type: NAMES[entity] ?? entity, score };
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

/** Runs the scorer that lies beside the sets. An argument can be cases, which it reads from a file. */
export function score(
  folder: string,
  predictions: readonly Prediction[],
  ...args: readonly (string | Readonly<Record<string, readonly Case[]>>)[]
): unknown {
  const temporary = mkdtempSync(join(tmpdir(), 'corpusmith-bench-'));
  const write = (name: string, rows: readonly object[]) => {
    const file = join(temporary, name);
    writeFileSync(file, rows.map(row => `${JSON.stringify(row)}\n`).join(''));
    return file;
  };
  try {
    const given = args.flatMap(arg => {
      if (typeof arg === 'string') return [arg];
      return Object.entries(arg).flatMap(([name, cases]) => [name, write('cases.jsonl', cases)]);
    });
    const script = [
      join(folder, 'score_spans.py'),
      ...given,
      '--pred',
      write('predictions.jsonl', predictions),
      '--json',
    ];
    return JSON.parse(execFileSync('python3', script, { encoding: 'utf8', maxBuffer: 64 << 20 }));
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
