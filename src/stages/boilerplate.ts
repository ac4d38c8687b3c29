import { z } from 'zod';
import { type Document, drop, withParts } from '../core/document.ts';
import type { Decisions, Scratch, Sketches } from '../core/stage.ts';
import { defineGlobalStage } from '../define.ts';
import { HashNumbers, hash64, wordsOf } from './hashes.ts';
import { type Lines, linesByPart, normalizedLines, paragraphsOf, withoutLines } from './lines.ts';

const options = z.strictObject({
  share: z
    .number()
    .min(0)
    .max(1)
    .default(0.3)
    .describe('A line in more than this share of the documents of one source is boilerplate.'),
  minDocuments: z.int().min(2).default(10).describe('A line in fewer documents than this is never boilerplate.'),
  minCharacters: z
    .int()
    .min(1)
    .default(20)
    .describe('Shorter lines, and shorter paragraphs of several lines, are never boilerplate.'),
});

type BoilerplateOptions = z.infer<typeof options>;

/**
 * Removes lines and paragraphs that recur across the documents of one source: footers, disclaimers, navigation, macros.
 *
 * A part that is emptied goes, in conversations too; a document that is emptied is dropped. Copies of one document make
 * its lines look like boilerplate: where a source holds many, put `dedupe` first.
 *
 * The decision of a document lists the positions of its boilerplate in the order of `unitsOf`.
 */
export const boilerplate = defineGlobalStage<BoilerplateOptions, readonly number[]>({
  name: 'boilerplate',
  summary: 'Removes lines and paragraphs that recur across the documents of a source',
  options,
  global(chosen) {
    return {
      sketch: doc => sketchOf(unitsOf(doc, chosen.minCharacters)),
      decide: (sketches, scratch) => decide(sketches, scratch, chosen),
      apply(doc, positions, ctx) {
        if (positions === undefined) return doc;
        const units = unitsOf(doc, chosen.minCharacters);
        const removed = linesByPart(positions.map(position => units[position]!));
        ctx.count(
          'lines-removed',
          [...removed.values()].reduce((sum, lines) => sum + lines.size, 0),
        );
        const left = withoutLines(doc, removed);
        return left.some(part => part.text.trim() !== '') ? withParts(doc, left) : drop('only-boilerplate');
      },
    };
  },
});

/** A line, or a paragraph of several lines. */
interface Unit extends Lines {
  readonly text: string;
}

function unitsOf(doc: Document, minCharacters: number): readonly Unit[] {
  const units: Unit[] = [];
  for (const [part, { text }] of doc.parts.entries()) {
    const lines = normalizedLines(text);
    const add = (from: number, to: number) => {
      const joined = lines.slice(from, to).join('\n');
      if (joined.length >= minCharacters) units.push({ part, from, to, text: joined });
    };
    for (const [from, to] of paragraphsOf(lines)) {
      for (let line = from; line < to; line++) add(line, line + 1);
      if (to - from > 1) add(from, to);
    }
  }
  return units;
}

/** Two words for each unit: its hash. */
function sketchOf(units: readonly Unit[]): Uint8Array {
  const words = new Uint32Array(2 * units.length);
  for (const [i, { text }] of units.entries()) {
    const { high, low } = hash64(text);
    words[2 * i] = high;
    words[2 * i + 1] = low;
  }
  return new Uint8Array(words.buffer);
}

/**
 * Counts in how many documents of each source a hash occurs: hashes go to partitions on disk, which are sorted one by
 * one. What stays in memory are the frequent ones, of which a source has few by definition.
 */
async function decide(
  sketches: Sketches,
  scratch: Scratch,
  { share, minDocuments }: BoilerplateOptions,
): Promise<Decisions<readonly number[]>> {
  const sources = sketches.sources.length;
  const bytes = new Array<number>(sources).fill(0);
  for await (const sketch of sketches) bytes[sketch.source]! += sketch.bytes.length;
  // A partition is in memory twice: as it is read, and as it is sorted.
  const split = Math.max(1, Math.ceil((Math.max(0, ...bytes) * 2) / scratch.memory));
  const partitions = scratch.partitions(Math.max(1, sources * split), 2);
  for await (const sketch of sketches) {
    for (const { high, low } of runsOf(wordsOf(sketch))) {
      partitions.append(sketch.source * split + (high % split), high, low);
    }
  }
  const frequent = Array.from({ length: sources }, () => new HashNumbers());
  let occurrences = 0;
  for (let partition = 0; partition < sources * split; partition++) {
    const source = Math.floor(partition / split);
    const least = Math.max(minDocuments, Math.floor(share * sketches.counts[source]!) + 1);
    for (const { high, low, count } of runsOf(partitions.read(partition))) {
      if (count < least) continue;
      frequent[source]!.add(high, low);
      occurrences += count;
    }
  }
  partitions.close();
  return {
    of(sketch) {
      const [words, known] = [wordsOf(sketch), frequent[sketch.source]!];
      const positions: number[] = [];
      for (let i = 0; i < words.length; i += 2) {
        if (known.numberOf(words[i]!, words[i + 1]!) >= 0) positions.push(i / 2);
      }
      return positions.length === 0 ? undefined : positions;
    },
    facts: { found: frequent.reduce((sum, hashes) => sum + hashes.size, 0), occurrences },
  };
}

/** Every distinct hash among pairs of words, with the number of its occurrences. */
function* runsOf(
  pairs: Uint32Array,
): Iterable<{ readonly high: number; readonly low: number; readonly count: number }> {
  // Sorted as 64-bit integers in place, without making one: in which order does not matter.
  const words = pairs.slice();
  new BigUint64Array(words.buffer).sort();
  let start = 0;
  for (let i = 2; i <= words.length; i += 2) {
    if (i < words.length && words[i] === words[start] && words[i + 1] === words[start + 1]) continue;
    yield { high: words[start]!, low: words[start + 1]!, count: (i - start) / 2 };
    start = i;
  }
}
