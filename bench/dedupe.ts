// Deduplication beside its peers: speed of each step, what is found, what templates cost, memory at ten million documents.
// The peers are installed under bench/.cache on first use (Python, npm). `--data DIR` names a folder with
// near-duplicates/spdx/{texts,pairs}.jsonl.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bar, Bench, Setting } from './bench.ts';
import { writeHashedGrams, writeJsonl } from './dedupe/corpus.ts';
import { plantedCorpus } from './dedupe/planted.ts';
import { planted, spdx, templated } from './dedupe/quality.ts';
import { scale } from './dedupe/scale.ts';
import { bandIndex, hashedTokens, rawText, twoCores, wholeDedupe } from './dedupe/speed.ts';

/** Documents that are sketched side by side with the peers: 500 words on the average, one megabyte in 450. */
const SKETCHED = 20_000;

export const dedupe: Bench = {
  name: 'dedupe',
  summary: 'Near-duplicates beside npm minhash, datasketch, rensa, FastSketchLSH, datatrove, text-dedup, DuckDB',
  async run(setting: Setting): Promise<Bar[]> {
    const folder = mkdtempSync(join(tmpdir(), 'corpusmith-bench-'));
    const file = join(folder, 'planted.jsonl');
    const hashes = join(folder, 'planted');
    try {
      const corpus = plantedCorpus({ documents: SKETCHED, seed: 'speed' });
      const { bytes } = await writeJsonl(file, corpus.documents());
      await writeHashedGrams(hashes, corpus.documents());
      const texts = readFileSync(file, 'utf8')
        .trimEnd()
        .split('\n')
        .map(line => (JSON.parse(line) as { text: string }).text);
      setting.print(
        `${SKETCHED} documents, ${(bytes / 1e6).toFixed(1)} MB; one thread; machines differ, ratios count\n`,
      );
      return [
        ...(await rawText(setting, file, texts)),
        ...(await hashedTokens(setting, hashes)),
        ...(await wholeDedupe(setting)),
        ...(await bandIndex(setting)),
        ...(await twoCores(setting, file)),
        ...(await planted(setting)),
        ...(await templated(setting)),
        ...(await spdx(setting)),
        ...(await scale(setting)),
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
