import type { Corpus, Estimate } from '../../define.ts';
import { bandsFor, candidateChance } from '../../minhash/bands.ts';
import { BYTES_PER_DOCUMENT } from '../../minhash/clusters.ts';
import { BYTES_PER_SKETCH } from '../../minhash/sketch.ts';
import type { DedupeOptions } from './options.ts';

/** Characters to a word with its blank, in most European languages. */
const CHARACTERS_PER_WORD = 6;
/** A band key with its document. */
const BYTES_PER_BAND = 12;
/** What the program itself takes. */
const BASE = 128 << 20;
/** Documents and band rows that a core puts in place in a second. */
const [DOCUMENTS_PER_SECOND, ROWS_PER_SECOND] = [100_000, 10_000_000];
/** Share of the memory that stays free for what is gathered and sorted. */
const FREE = 1 / 4;

/** What the decision takes: 40 bytes of memory for each document, and on disk the sketches and the band keys. */
export function estimate({ similarity, recall }: DedupeOptions, { documents, characters }: Corpus): Estimate {
  const shape = bandsFor(similarity, recall);
  const rows = documents * shape.bands;
  const shingles = characters / CHARACTERS_PER_WORD;
  const chance = (at: number) => candidateChance(at, shape).toFixed(3);
  return {
    memory: Math.max(BASE, (documents * BYTES_PER_DOCUMENT) / (1 - FREE)),
    disk: documents * (BYTES_PER_SKETCH + 4 * shingles) + rows * BYTES_PER_BAND,
    seconds: documents / DOCUMENTS_PER_SECOND + rows / ROWS_PER_SECOND,
    remarks: [
      `${shape.bands} bands of ${shape.rows} rows: a pair at ${similarity} is found with a chance of ${chance(similarity)}, ` +
        `at ${Math.min(1, similarity + 0.05).toFixed(2)} of ${chance(Math.min(1, similarity + 0.05))}; each is then verified`,
    ],
  };
}
