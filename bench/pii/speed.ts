import { readFileSync } from 'node:fs';
import { recognizers } from '../../src/recognizers/index.ts';
import { Search } from '../../src/redaction/find.ts';
import { atLeast, atMost, type Bar, type Setting, table } from '../bench.ts';
import { plainHits, plainRegexes } from './plain-regexes.ts';

const ROUNDS = 5;
const MB = 1_000_000;
/** Hostile texts: what a pattern could stumble over, a megabyte of each. */
const HOSTILE: readonly (readonly [name: string, text: string])[] = [
  ...['a', '1', ' ', '\n', '@', '.', '-', '/', ':', '"', '(', '%', '&', '\u200b', 'é', '中', '٣'].map(
    char => [JSON.stringify(char), char.repeat(MB)] as const,
  ),
  ['a@', 'a@'.repeat(MB / 2)],
  ['1-', '1-'.repeat(MB / 2)],
  ['1 ', '1 '.repeat(MB / 2)],
  ['a.', 'a.'.repeat(MB / 2)],
  ['Ab ', 'Ab '.repeat(MB / 3)],
];

/** Megabytes per second of one thread on documents, beside 30 regular expressions one after the other; and that hostile texts take no longer than others. */
export function speed({ print }: Setting, documents: string): Bar[] {
  const texts = readFileSync(documents, 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => (JSON.parse(line) as { text: string }).text);
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const structured = new Search(
    recognizers.filter(({ tier }) => tier !== 'statistical'),
    0.5,
  );
  const all = new Search(recognizers, 0.5);
  const rates = { structured: 0, all: 0, '30 regexes': 0 };
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, find] of [
      ['structured', text => structured.find(text, [])],
      ['all', text => all.find(text, [])],
      ['30 regexes', plainHits],
    ] as const satisfies readonly (readonly [string, (text: string) => unknown])[]) {
      const seconds = secondsOf(() => {
        for (const text of texts) find(text);
      });
      rates[name] = Math.max(rates[name], bytes / MB / seconds);
    }
  }
  print(
    `speed on ${(bytes / MB).toFixed(1)} MB of documents, one thread, best of ${ROUNDS}\n${table(
      ['', 'MB/s'],
      Object.entries(rates).map(([name, rate]) => [name, rate.toFixed(1)]),
    )}\n`,
  );
  printHits(print, texts, structured);
  const hostile = HOSTILE.map(([name, text]) => [name, secondsOf(() => all.find(text, []))] as const);
  const worst = hostile.reduce((a, b) => (b[1] > a[1] ? b : a));
  print(
    `a megabyte of one thing, seconds\n${table(
      ['', 's'],
      hostile.map(([name, seconds]) => [name, seconds.toFixed(2)]),
    )}\n`,
  );
  return [
    atLeast('speed, structured, MB/s', rates.structured, 10),
    atLeast('speed, with names, MB/s', rates.all, 2),
    atLeast('speed, structured, times that of 30 regexes', rates.structured / rates['30 regexes'], 10),
    atMost(`a megabyte of ${worst[0]}, seconds`, worst[1], 1),
  ];
}

/** What both look for: how much of it both find at the same place, and what one of them finds alone. */
function printHits(print: Setting['print'], texts: readonly string[], search: Search): void {
  const entities = new Set(plainRegexes.map(([entity]) => entity));
  const counts = { both: 0, 'ours alone': 0, 'regexes alone': 0 };
  for (const text of texts) {
    const theirs = new Set(plainHits(text));
    const ours = search
      .find(text, [])
      .findings.map(({ entity, start, end }) => ({ entity: entity === 'DATE_OF_BIRTH' ? 'DATE' : entity, start, end }))
      .filter(({ entity }) => entities.has(entity))
      .map(({ entity, start, end }) => `${entity} ${start}-${end}`);
    const both = ours.filter(hit => theirs.has(hit)).length;
    counts.both += both;
    counts['ours alone'] += ours.length - both;
    counts['regexes alone'] += theirs.size - both;
  }
  print(`hits of the ${entities.size} types that both look for\n${table(['', 'hits'], Object.entries(counts))}\n`);
}

function secondsOf(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}
