// node npm_peer.ts NAME FOLDER: a package that FOLDER has installed answers as serve.py says. Conversion to spans is not timed.

import { readFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

interface Span {
  /** UTF-16 offsets, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly type: string;
}

/** A package with its result of a text, and what of the text that marks; undefined where it cannot be told. */
interface Peer<Result> {
  find(text: string): Promise<Result> | Result;
  spans(text: string, result: Result): readonly Span[] | undefined;
}

const [name = '', folder = ''] = process.argv.slice(2);
const require = createRequire(join(folder, 'package.json'));
const ANSWERS = 3;

interface Match {
  readonly terms: readonly { readonly pre: string; readonly text: string; readonly post: string }[];
  readonly offset: { readonly start: number };
}

type Topics = Readonly<Record<string, () => { json(options: object): Match[] }>>;

/** Its topics; the punctuation around a match is no part of it, which its lengths take it for. */
function compromise(): Peer<(readonly [type: string, matches: readonly Match[]])[]> {
  const nlp = require('compromise') as (text: string) => Topics;
  const topics = {
    people: 'PERSON',
    places: 'LOCATION',
    organizations: 'ORGANIZATION',
    emails: 'EMAIL',
    phoneNumbers: 'PHONE',
    urls: 'URL',
    atMentions: 'USERNAME',
  };
  return {
    find(text) {
      const read = nlp(text);
      return Object.entries(topics).map(([topic, type]) => [type, read[topic]!().json({ offset: true })] as const);
    },
    spans: (_, found) =>
      found.flatMap(([type, matches]) =>
        matches.map(({ terms, offset: { start } }) => {
          const whole = terms.map(({ pre, text, post }) => pre + text + post).join('');
          const around = terms[0]!.pre.length + terms.at(-1)!.post.length;
          return { start, end: start + whole.length - around, type };
        }),
      ),
  };
}

/** Names of its types that the scorer knows under another. */
const OPENREDACTION: readonly (readonly [pattern: RegExp, type: string])[] = [
  [/KEY|TOKEN|SECRET|WEBHOOK|_AUTH$|DATABASE_CONNECTION/, 'SECRET'],
  [/^[A-Z]+(_CHAIN)?_ADDRESS$/, 'CRYPTO'],
];

function openredaction(): Peer<{ detections: { type: string; position: [number, number] }[] }> {
  const { OpenRedaction } = require('openredaction');
  const redaction = new OpenRedaction();
  const kept = new Set(['MAC_ADDRESS']);
  const typeOf = (type: string) =>
    kept.has(type) ? type : (OPENREDACTION.find(([pattern]) => pattern.test(type))?.[1] ?? type);
  return {
    find: text => redaction.detect(text),
    spans: (_, { detections }) =>
      detections.map(({ type, position: [start, end] }) => ({ start, end, type: typeOf(type) })),
  };
}

const PLACEHOLDER =
  /(CREDIT_CARD_NUMBER|STREET_ADDRESS|ZIPCODE|PHONE_NUMBER|IP_ADDRESS|US_SOCIAL_SECURITY_NUMBER|EMAIL_ADDRESS|USERNAME|PASSWORD|CREDENTIALS|DIGITS|URL|PERSON_NAME)/;

/** It gives the redacted text alone, which is laid over the original. */
function redactPii(): Peer<string> {
  const { SyncRedactor } = require('redact-pii');
  const redactor = new SyncRedactor();
  return {
    find: text => redactor.redact(text),
    spans(text, redacted) {
      const pieces = redacted.split(PLACEHOLDER);
      const kept = pieces.filter((_, i) => i % 2 === 0);
      const found = aligned(text, kept)?.map((span, i) => ({ ...span, type: pieces[2 * i + 1]! }));
      // A text may hold the word itself, such as URL.
      return found?.filter(({ start, end, type }) => text.slice(start, end) !== type);
    },
  };
}

/** The gaps between pieces of a text that follow on one another, each gap as short as can be; undefined where there are none. */
function aligned(text: string, pieces: readonly string[]): { start: number; end: number }[] | undefined {
  if (!text.startsWith(pieces[0]!)) return undefined;
  const hopeless = new Set<string>();
  // The places of the pieces from number `at` on, of which the one before ends at `from`.
  const places = (at: number, from: number): number[] | undefined => {
    if (at === pieces.length) return from === text.length ? [] : undefined;
    if (hopeless.has(`${at} ${from}`)) return undefined;
    const piece = pieces[at]!;
    const isLast = at === pieces.length - 1;
    let place = isLast ? text.length - piece.length : text.indexOf(piece, from + 1);
    for (; place > from && text.startsWith(piece, place); place = isLast ? -1 : text.indexOf(piece, place + 1)) {
      const rest = places(at + 1, place + piece.length);
      if (rest !== undefined) return [place, ...rest];
    }
    hopeless.add(`${at} ${from}`);
    return undefined;
  };
  const found = places(1, pieces[0]!.length);
  const ends = [pieces[0]!.length, ...(found ?? []).map((place, i) => place + pieces[i + 1]!.length)];
  return found?.map((end, i) => ({ start: ends[i]!, end }));
}

async function serve<Result>(peer: Peer<Result>): Promise<void> {
  const answer = (value: object) => writeSync(ANSWERS, `${JSON.stringify(value)}\n`);
  const { version } = JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8'));
  answer({ madeOf: `${name} ${version}` });
  for await (const line of createInterface({ input: process.stdin })) {
    const [texts, atLeast] = JSON.parse(line) as [string[], number];
    const start = process.cpuUsage();
    const passed = () => (({ user, system }) => (user + system) / 1e6)(process.cpuUsage(start));
    let results: Result[] = [];
    let passes = 0;
    for (; passes === 0 || passed() < atLeast; passes++) {
      results = [];
      for (const text of texts) results.push(await peer.find(text));
    }
    const seconds = passed() / passes;
    const spans = results.map((result, i) => inCodePoints(texts[i]!, peer.spans(texts[i]!, result)));
    answer({ seconds, spans });
  }
}

function inCodePoints(text: string, spans: readonly Span[] | undefined): object[] | null {
  const at = (unit: number) => [...text.slice(0, unit)].length;
  return spans?.map(({ start, end, type }) => ({ start: at(start), end: at(end), type, score: 1 })) ?? null;
}

const peers: Readonly<Record<string, () => Promise<void>>> = {
  compromise: () => serve(compromise()),
  openredaction: () => serve(openredaction()),
  'redact-pii': () => serve(redactPii()),
};
await peers[name]!();
