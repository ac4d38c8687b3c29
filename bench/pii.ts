// Detection of personal data on sets with ground truth (`--data DIR` with pii/*.jsonl, their scorer and
// intents/banking77/test.csv), on our own documents without any, on generated traps and secrets; and its speed. With
// `--model DIR` first of all what a token classifier adds to it; with `--peers` other tools on the same sets instead.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { atLeast, atMost, type Bar, type Bench, type Setting, table } from './bench.ts';
import { compareModel } from './pii/model.ts';
import { besidePeers } from './pii/peers.ts';
import { type Case, casesOf, predict, predictEach, score } from './pii/predict.ts';
import { secrets } from './pii/secrets.ts';
import { speed } from './pii/speed.ts';
import { numberTraps } from './pii/traps.ts';

const WITHOUT = ['--without', 'ORGANIZATION,TITLE,PREFIX,JOB'];
const TRAPS = 4000;

interface Figures {
  readonly p: number;
  readonly r: number;
  readonly f1: number;
  readonly f2: number;
}

interface Group {
  readonly overlap: Figures;
  readonly merged: Figures;
  readonly char: Figures;
  readonly strict: Figures;
  readonly whole: number;
}

export interface Scores {
  readonly any: Group;
  readonly typed: Group;
  readonly groups: Readonly<Record<string, Group>>;
  readonly types: Readonly<Record<string, Group>>;
}

export const pii: Bench = {
  name: 'pii',
  summary: 'Personal data and secrets: what is found, what is found wrongly, and how fast. Needs --data',
  async run(setting: Setting): Promise<Bar[]> {
    if (setting.data === undefined) throw new Error('pii needs --data DIR, a folder with pii/ and intents/');
    const folder = join(setting.data, 'pii');
    if (setting.peers) {
      return besidePeers(setting, folder, WITHOUT, {
        'bank customers’ questions': questions(setting.data),
        'our own documents': ownDocuments(),
        'number traps': numbered(numberTraps(TRAPS, 'traps')),
      });
    }
    if (setting.model !== undefined) await compareModel(setting, folder, setting.model);
    return [
      ...goldSet(setting, folder, 'generated-large', { char: [0.95, 0.92], merged: 0.8, whole: 0.9, typed: 0.88 }),
      ...goldSet(setting, folder, 'pii-anon-legal', { char: [0.97, 0.93], merged: 0.9, whole: 0.95 }),
      ...ownCases(setting, folder),
      ...nothing(setting, folder, 'bank customers’ questions', questions(setting.data), { PERSON: 2, STRUCTURED: 0 }),
      ...nothing(setting, folder, 'our own documents', ownDocuments(), { PERSON: 10, STRUCTURED: 1 }),
      ...nothing(setting, folder, 'number traps', numbered(numberTraps(TRAPS, 'traps')), { any: 20 }),
      ...(await secrets(setting.print)),
      ...speed(setting, join(folder, 'pii-anon-legal.jsonl')),
    ];
  },
};

interface Goals {
  readonly char: readonly [recall: number, precision: number];
  readonly merged: number;
  readonly whole: number;
  readonly typed?: number;
}

function goldSet({ print }: Setting, folder: string, name: string, goals: Goals): Bar[] {
  const path = join(folder, `${name}.jsonl`);
  const scores = score(folder, predict(casesOf(path), 'balanced'), '--gold', path, ...WITHOUT) as Scores;
  const rows = [['any type', scores.any], ['right type', scores.typed], ...Object.entries(scores.groups)].map(
    ([group, figures]) => rowOf(group as string, figures as Group),
  );
  print(
    `${name}, balanced, without companies and titles\n${table(['', 'overlap p/r', 'exact F1', 'merged F2', 'char p/r', 'whole'], rows)}\n`,
  );
  const { any, typed, groups, types } = scores;
  return [
    atLeast(`${name}, character recall`, any.char.r, goals.char[0]),
    atLeast(`${name}, character precision`, any.char.p, goals.char[1]),
    atLeast(`${name}, merged F2`, any.merged.f2, goals.merged),
    atLeast(`${name}, wholly covered`, any.whole, goals.whole),
    ...(goals.typed === undefined
      ? []
      : [
          atLeast(`${name}, overlap F1 of the right type`, typed.overlap.f1, goals.typed),
          atLeast(`${name}, overlap F2 of structured types`, groups.STRUCTURED!.overlap.f2, 0.99),
          atLeast(`${name}, phone recall`, types.PHONE!.overlap.r, 0.95),
          atLeast(`${name}, phone precision`, types.PHONE!.overlap.p, 0.95),
        ]),
  ];
}

function rowOf(name: string, { overlap, strict, merged, char, whole }: Group): (string | number)[] {
  const pair = ({ p, r }: Figures) => `${p.toFixed(3)} ${r.toFixed(3)}`;
  return [name, pair(overlap), strict.f1.toFixed(3), merged.f2.toFixed(3), pair(char), whole.toFixed(3)];
}

/** Values that each recognizer is asked for by itself, as the tests of another tool ask its recognizers. */
function ownCases({ print }: Setting, folder: string): Bar[] {
  const path = join(folder, 'presidio-cases.jsonl');
  type Share = { readonly share: number; readonly n: number };
  const scores = score(folder, predictEach(casesOf(path), 'strict'), '--gold', path) as Record<string, Share>;
  const rows = ['strong', 'weak', 'clean'].map(kind => [kind, scores[kind]!.n, scores[kind]!.share.toFixed(3)]);
  print(`presidio-cases, strict, each recognizer by itself\n${table(['', 'cases', 'right'], rows)}\n`);
  return [
    atLeast('presidio-cases, strong', scores.strong!.share, 0.95),
    atLeast('presidio-cases, clean', scores.clean!.share, 0.95),
  ];
}

/** Texts without personal data: every finding is false. Goals per 100 KB by group, URLs left out. */
function nothing(
  { print }: Setting,
  folder: string,
  name: string,
  cases: readonly Case[],
  goals: Readonly<Record<string, number>>,
): Bar[] {
  const all = predict(cases, 'balanced').map(({ id, spans }) => ({
    id,
    spans: spans.filter(({ type }) => type !== 'URL'),
  }));
  const bytes = cases.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  const scores = scoreNegative(folder, cases, all);
  const rows = Object.entries(scores.types_per_100kb).map(([type, rate]) => [type, rate.toFixed(2)]);
  print(
    `${name}, balanced, ${(bytes / 1024).toFixed(0)} KB without personal data\n${table(['', 'per 100 KB'], rows)}\n`,
  );
  return Object.entries(goals).map(([group, goal]) => {
    const rate = group === 'any' ? scores.per_100kb : (scores.groups_per_100kb[group] ?? 0);
    return atMost(`${name}, ${group} per 100 KB`, rate, goal);
  });
}

export interface Negative {
  readonly per_100kb: number;
  readonly groups_per_100kb: Readonly<Record<string, number>>;
  readonly types_per_100kb: Readonly<Record<string, number>>;
}

function scoreNegative(folder: string, cases: readonly Case[], predictions: Parameters<typeof score>[1]): Negative {
  return score(folder, predictions, { '--negative': cases }) as Negative;
}

function questions(data: string): Case[] {
  const lines = readFileSync(join(data, 'intents/banking77/test.csv'), 'utf8').split('\n').slice(1);
  // text,category: the text is quoted where it holds a comma.
  const texts = lines.map(line => line.replace(/,[^,]*$/, '').replace(/^"|"$/g, ''));
  return numbered(texts.filter(text => text !== ''));
}

/** Addresses in documents that explain what is found: to find one is no false alarm (RFC 2606). */
const EXAMPLE_ADDRESS = /[\w.+-]+@example\.(?:com|org|net)/g;

function ownDocuments(): Case[] {
  const root = fileURLToPath(new URL('../', import.meta.url));
  const files = ['*.md', 'docs/**/*.md', 'fixtures/company/manuals/**/*.{md,txt}'].flatMap(pattern =>
    globSync(pattern, { cwd: root }),
  );
  return numbered(files.sort().map(file => readFileSync(join(root, file), 'utf8').replace(EXAMPLE_ADDRESS, 'it')));
}

function numbered(texts: readonly string[]): Case[] {
  return texts.map((text, id) => ({ id, text }));
}
