import type { Person } from '../core/document.ts';
import type { Range, RecognizerDefinition } from '../define.ts';
import { harmless, numbersNear } from '../recognizers/harmless.ts';
import { knownName } from '../recognizers/known-name.ts';
import { Lexicon, Searched } from '../recognizers/searched-text.ts';
import { encodedTexts } from './encoded.ts';
import { normalise, withoutPlaceholders } from './placeholders.ts';
import { plainText } from './plain-text.ts';
import { type Finding, resolve, stronger } from './resolve.ts';

/** What is looked for. */
export class Search {
  readonly minScore: number;
  readonly findsPeople: boolean;
  /** Values that stay, as they compare for every entity. */
  readonly #allowed: ReadonlySet<string>;
  /** Those that look at the text by themselves, and those that look at what these leave over. */
  readonly #direct: readonly RecognizerDefinition[];
  readonly #statistical: readonly RecognizerDefinition[];
  readonly #naming: readonly RecognizerDefinition[];
  /** What stays, but is told. */
  readonly #beside: ReadonlySet<string>;
  readonly #lexicon: Lexicon;

  /** What the recognizers in `beside` find is told as well, and changes nothing of what is found. */
  constructor(
    recognizers: readonly RecognizerDefinition[],
    minScore: number,
    allow: readonly string[] = [],
    beside: readonly RecognizerDefinition[] = [],
  ) {
    this.minScore = minScore;
    this.findsPeople = recognizers.some(({ entity }) => entity === 'PERSON');
    const entities = [...new Set(recognizers.map(({ entity }) => entity))];
    this.#allowed = new Set(allow.flatMap(value => entities.map(entity => key(entity, value.trim()))));
    const all = [...recognizers, ...beside];
    this.#beside = new Set(beside.map(({ name }) => name));
    this.#direct = all.filter(({ tier }) => tier !== 'statistical');
    this.#statistical = all.filter(({ tier }) => tier === 'statistical');
    this.#naming = recognizers.filter(({ name }) => name === knownName.name);
    this.#lexicon = new Lexicon(all);
  }

  /** Everything in `text` that is to be replaced. `given` was found before, by what this search does not know. */
  find(text: string, people: readonly Person[], given: readonly Finding[] = []): Found {
    const open = withoutPlaceholders(text);
    const found = this.#all(open, people).concat(given);
    const [all, beside] = parted(found, ({ recognizer }) => !this.#beside.has(recognizer));
    const isAllowed = ({ entity, start, end }: Finding) => this.#allowed.has(key(entity, open.slice(start, end)));
    const allowed = this.#allowed.size === 0 ? [] : all.filter(isAllowed);
    // What lies within an allowed value stays with it: the name in an allowed address.
    const stays = resolve(allowed, open);
    const rest = stays.length === 0 ? all : all.filter(finding => !stays.some(range => isWithin(finding, range)));
    const enough = this.#enough(rest);
    const findings = resolve(enough, open);
    const lowScore = enough.length === rest.length ? [] : apart(resolve(rest, open), findings);
    return { findings, allowed: stays, lowScore, beside: this.#enough(beside), overlaps: overlaps(enough, findings) };
  }

  /** Where people stand who have become known: the rest of `find` takes most of its time. */
  findNamed(text: string, people: readonly Person[]): readonly Finding[] {
    const open = withoutPlaceholders(text);
    const found = this.#placed(open, searched => findings(this.#naming, searched), people);
    const isAllowed = ({ entity, start, end }: Finding) => this.#allowed.has(key(entity, open.slice(start, end)));
    return resolve(this.#enough(found.filter(finding => !isAllowed(finding))), open);
  }

  /** All findings, in a text as it is meant, at the places where they are written. */
  #all(open: string, people: readonly Person[]): Finding[] {
    return this.#placed(open, searched => this.#findings(searched, people), people);
  }

  #placed(open: string, find: (searched: Searched) => Finding[], people: readonly Person[]): Finding[] {
    const plain = plainText(open);
    const all = find(this.#searched(plain.text, people));
    if (plain.text === open) return all;
    return all.map(found => ({ ...found, start: plain.start(found.start), end: plain.end(found.end) }));
  }

  #findings(searched: Searched, people: readonly Person[]): Finding[] {
    const all = withoutHarmless(findings(this.#direct, searched), searched);
    for (const { start, end, decoded } of encodedTexts(searched)) {
      const [strongest] = this.#enough(findings(this.#direct, this.#searched(decoded, people))).sort(stronger);
      if (strongest !== undefined) all.push({ ...strongest, start, end });
    }
    if (this.#statistical.length > 0) {
      const taking = all.filter(({ recognizer }) => !this.#beside.has(recognizer));
      searched.taken = resolve(this.#enough(taking), searched.text);
      for (const finding of withoutHarmless(findings(this.#statistical, searched), searched)) all.push(finding);
    }
    return all;
  }

  /** Numbers of things: orders, versions, hashes. */
  things(text: string): readonly Range[] {
    const plain = plainText(withoutPlaceholders(text));
    const ranges = [...harmless(this.#searched(plain.text, []))];
    return ranges.map(({ start, end }) => ({ start: plain.start(start), end: plain.end(end) }));
  }

  #searched(text: string, people: readonly Person[]): Searched {
    return new Searched(text, people, this.minScore, this.#lexicon);
  }

  #enough(all: readonly Finding[]): Finding[] {
    return all.filter(({ score }) => score >= this.minScore);
  }
}

export interface Found {
  /** Disjoint, in order. */
  readonly findings: readonly Finding[];
  /** What was kept because its value is allowed, or because its score is under the threshold. Each disjoint, in order. */
  readonly allowed: readonly Finding[];
  readonly lowScore: readonly Finding[];
  /** Found by the recognizers that are only told of. They may overlap. */
  readonly beside: readonly Finding[];
  /** Entities of findings that gave way to one of another entity, after that one's: `PHONE over AGE`. */
  readonly overlaps: readonly string[];
}

function parted<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter(one => !isFirst(one))];
}

function findings(recognizers: readonly RecognizerDefinition[], searched: Searched): Finding[] {
  const all: Finding[] = [];
  for (const recognizer of recognizers) {
    if (recognizer.mayFind?.(searched) === false) continue;
    for (const { start, end, score, tier = recognizer.tier } of recognizer.find(searched))
      all.push({ entity: recognizer.entity, recognizer: recognizer.name, start, end, score, tier });
  }
  return all;
}

function isWithin(finding: Finding, { start, end }: Range): boolean {
  return start <= finding.start && finding.end <= end;
}

/** Scores from here on are of findings that more speaks for than their shape. */
const MORE_THAN_SHAPE = 0.85;

/** Without what lies within a number of a thing, such as a hash or an order number. */
function withoutHarmless(found: Finding[], searched: Searched): Finding[] {
  const doubtful = found.filter(({ score }) => score < MORE_THAN_SHAPE);
  if (doubtful.length === 0) return found;
  doubtful.sort((a, b) => a.start - b.start);
  const numbers = numbersNear(doubtful, searched.numbers);
  const ranges = [...harmless({ text: searched.text, numbers })].sort((a, b) => a.start - b.start);
  if (ranges.length === 0) return found;
  const none = new Set<Finding>();
  let next = 0;
  let reached = 0;
  for (const finding of doubtful) {
    for (; next < ranges.length && ranges[next]!.start <= finding.start; next++)
      reached = Math.max(reached, ranges[next]!.end);
    if (finding.end <= reached) none.add(finding);
  }
  return found.filter(finding => !none.has(finding));
}

/** Those of `spans` that have nothing in common with any of `others`. Both are disjoint and in order. */
function apart(spans: readonly Finding[], others: readonly Finding[]): Finding[] {
  let next = 0;
  return spans.filter(span => {
    while (next < others.length && others[next]!.end <= span.start) next++;
    return next === others.length || others[next]!.start >= span.end;
  });
}

/** Which findings became part of one of another entity. `resolved` is disjoint and in order, and covers them all. */
function overlaps(all: readonly Finding[], resolved: readonly Finding[]): string[] {
  if (all.length === resolved.length) return [];
  let next = 0;
  return all
    .toSorted((a, b) => a.start - b.start)
    .flatMap(({ entity, start }) => {
      while (resolved[next]!.end <= start) next++;
      const winner = resolved[next]!.entity;
      return winner === entity ? [] : [`${winner} over ${entity}`];
    });
}

function key(entity: string, value: string): string {
  return `${entity} ${normalise(entity, value)}`;
}
