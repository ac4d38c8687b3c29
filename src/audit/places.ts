import type { SplitFacts } from '../core/facts.ts';
import type { FoundRow } from './subjects.ts';

/** Tables that name rows by their place, also as `leaks-2.jsonl`: of the second stage of its kind. */
const NAMES_PLACES = /^(?:postscan|leaks)(?:-\d+)?\.jsonl$/;

export function namesPlaces(file: string): boolean {
  return NAMES_PLACES.test(file);
}

/** Where rows stand once others have been taken out. */
export class Places {
  /** By file: lines that go, ascending. */
  readonly #gone = new Map<string, readonly number[]>();

  constructor(splits: readonly SplitFacts[], rows: readonly FoundRow[]) {
    for (const { name, file } of splits)
      this.#gone.set(
        file,
        rows.filter(({ split }) => split === name).map(({ line }) => line),
      );
  }

  /** The line of a table with its places as they are then; undefined when it is of a row that goes. */
  moved(text: string): string | undefined {
    const entry = JSON.parse(text) as Record<string, unknown>;
    for (const key of ['place', 'otherPlace']) {
      const [, file = '', line] = /^(.+):(\d+)$/.exec(String(entry[key])) ?? [];
      const gone = this.#gone.get(file);
      if (gone === undefined) continue;
      if (gone.includes(Number(line))) return undefined;
      entry[key] = `${file}:${Number(line) - gone.filter(before => before < Number(line)).length}`;
    }
    return JSON.stringify(entry);
  }
}
