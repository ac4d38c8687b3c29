import type { Dataset } from '../audit/dataset.ts';
import type { Part } from '../core/document.ts';
import { canonicalJson, hashOf, seededRandom, sha256 } from '../core/hash.ts';
import { plant } from '../redaction/canaries/index.ts';
import { redactionFigures } from '../reports/redaction-figures.ts';

/** What people mostly leave of others; every other entity together is planted as often as one of these. */
const COMMON: readonly string[] = ['PERSON', 'EMAIL', 'PHONE', 'ADDRESS'];

/** Where something stands: index of the part, and UTF-16 offsets in its text. */
export interface Place {
  readonly part: number;
  readonly start: number;
  readonly end: number;
}

export function overlap(a: Place, b: Place): boolean {
  return a.part === b.part && a.start < b.end && b.start < a.end;
}

export interface PlantedCopy {
  readonly parts: readonly Part[];
  /** Where the planted value stands: whoever marks one of these has found it. */
  readonly planted: readonly Place[];
}

/** The entities that a reviewer is to find: those that the run looked for, or all where it redacted nothing. */
export function wantedEntities({ facts, catalog }: Dataset): readonly string[] {
  const looked = redactionFigures(facts).entities.map(({ entity }) => entity);
  const known = [...catalog.recognizers.values()].map(({ entity }) => entity);
  return [...new Set(looked.length === 0 ? known : looked)].toSorted();
}

/**
 * A row with one value of a made-up person planted, and nothing else of them: a single value is what is hardest to see.
 * The same for the same row and seed. Undefined when nothing can be planted.
 */
export function plantedCopy(
  row: { readonly id: string; readonly language?: string; readonly parts: readonly Part[] },
  seed: string,
  entities: readonly string[],
): PlantedCopy | undefined {
  const random = seededRandom(hashOf(seed, 'plant', row.id));
  const common = COMMON.filter(entity => entities.includes(entity)).map(entity => [entity]);
  const others = shuffled(
    entities.filter(entity => !COMMON.includes(entity)),
    random,
  );
  for (const entity of shuffled([...common, others], random).flat()) {
    const about = row.language === undefined ? {} : { language: row.language };
    const texts = row.parts.map(part => part.text);
    const copy = plant(texts, { ...about, entities: new Set([entity]), random });
    if (copy.planted.length === 0) continue;
    const parts = row.parts.map((part, i) => ({ ...part, text: copy.texts[i]! }));
    return { parts, planted: copy.planted.flatMap(({ text, value }) => placesOf(value, text, copy.texts[text]!)) };
  }
  return undefined;
}

/** Tells whether a copy is still the one that was planned: another version may plant otherwise. */
export function copyHash(parts: readonly Part[]): string {
  return sha256(canonicalJson(parts));
}

function placesOf(value: string, part: number, text: string): Place[] {
  const places: Place[] = [];
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length))
    places.push({ part, start: at, end: at + value.length });
  return places;
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map(item => ({ item, by: random() }))
    .toSorted((a, b) => a.by - b.by)
    .map(({ item }) => item);
}
