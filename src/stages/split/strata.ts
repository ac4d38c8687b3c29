import type { Document } from '../../core/document.ts';
import { CorpusmithError } from '../../core/errors.ts';
import { hashOf } from '../../core/hash.ts';
import type { Partitions, Scratch, Sketches } from '../../core/stage.ts';
import { ascending } from '../../minhash/order.ts';

/** More kinds of documents than this cannot be kept in balance, or shown. */
const MOST_STRATA = 10_000;

/** Bytes of the records of one partition, so that sorting one takes little memory. */
const PARTITION_BYTES = 1 << 20;

const SEPARATOR = ' / ';

/** Values of a document's labels, less the source, which a document does not know. */
export function stratumOf(doc: Document, stratify: readonly string[]): string {
  const labels = doc.labels as Readonly<Record<string, unknown>>;
  return stratify
    .filter(name => name !== 'source')
    .map(name => nameOf(labels[name]))
    .join(SEPARATOR);
}

/** A value as reports may show it: what looks like a code as it is, everything else as a hash. */
function nameOf(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number') return '-';
  const name = String(value);
  return /^[\w.:+-]{1,24}$/.test(name) ? name : `#${hashOf(name).slice(0, 16)}`;
}

/** The kinds of documents that every split gets its share of. A group is of the kind that most of its documents are of. */
export class Strata {
  readonly #sources: readonly string[];
  readonly #bySource: boolean;
  readonly #numbers = new Map<string, number>();
  readonly #records: Partitions;

  constructor({ sources, count }: Sketches, scratch: Scratch, stratify: readonly string[]) {
    this.#sources = sources;
    this.#bySource = stratify.includes('source');
    this.#records = scratch.partitions(Math.min(4096, Math.ceil((count * 8) / PARTITION_BYTES) || 1), 2);
  }

  /** A document of this group is of this kind. */
  add(group: number, source: number, labels: string): void {
    const names = [...(this.#bySource ? [this.#sources[source]!] : []), ...(labels === '' ? [] : [labels])];
    const name = names.join(SEPARATOR);
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.#numbers.size;
      if (number === MOST_STRATA) {
        const detail = `more than ${MOST_STRATA} different values; leave out labels that differ for every document`;
        throw new CorpusmithError('E_OPTION', { place: 'split: stratify', detail });
      }
      this.#numbers.set(name, number);
    }
    this.#records.append(group % this.#records.count, group, number);
  }

  /** Names in order, and by group the place of its stratum among them. Of strata with equally many documents the first. */
  close(groups: number): { readonly names: readonly string[]; readonly ofGroup: Uint16Array } {
    const names = [...this.#numbers.keys()].sort();
    const placeOf = new Uint16Array(names.length);
    for (const [place, name] of names.entries()) placeOf[this.#numbers.get(name)!] = place;
    const ofGroup = new Uint16Array(groups);
    for (let partition = 0; partition < this.#records.count; partition++) {
      const records = this.#records.read(partition);
      const group = Uint32Array.from({ length: records.length / 2 }, (_, i) => records[2 * i]!);
      const place = Uint32Array.from(group, (_, i) => placeOf[records[2 * i + 1]!]!);
      markMost(group, place, ofGroup);
    }
    this.#records.close();
    return { names, ofGroup };
  }
}

/** Sets for each group the place that occurs most often with it, the smallest where several do. */
function markMost(group: Uint32Array, place: Uint32Array, ofGroup: Uint16Array): void {
  const order = ascending(group.length, group, place);
  let [current, most] = [-1, 0];
  for (let start = 0; start < order.length; ) {
    const first = order[start]!;
    let end = start + 1;
    while (end < order.length && group[order[end]!] === group[first] && place[order[end]!] === place[first]) end++;
    if (group[first] !== current) [current, most] = [group[first]!, 0];
    if (end - start > most) {
      most = end - start;
      ofGroup[current] = place[first]!;
    }
    start = end;
  }
}
