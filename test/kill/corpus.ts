// A corpus whose runs are spent in the global parts: near-duplicates, an earlier dataset, a certificate over many rows.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../src/core/hash.ts';

const EARLIER = 2000;

/** Writes so many documents of so many words, and their pipeline, into a folder. Returns the path of the pipeline. */
export function writeCorpus(folder: string, documents = 6000, words = 60): string {
  const random = seededRandom('kill');
  const word = () => `w${Math.floor(random() * 20_000)}`;
  const texts: string[][] = [];
  for (let i = 0; i < documents + EARLIER; i++) {
    const text = Array.from({ length: words }, word);
    const like = random() < 0.3 ? texts[Math.floor(random() * texts.length)] : undefined;
    texts.push(like === undefined ? text : [...like.slice(0, words - 1), word()]);
  }
  const lines = (from: number, to: number) =>
    texts.slice(from, to).map((text, i) => `${JSON.stringify({ text: text.join(' '), thread: `t${i >> 1}` })}\n`);
  writeFileSync(join(folder, 'earlier.jsonl'), lines(0, EARLIER).join(''));
  writeFileSync(join(folder, 'texts.jsonl'), lines(EARLIER, texts.length).join(''));
  const pipeline = {
    name: 'kill',
    sources: [{ use: 'jsonl', files: 'texts.jsonl' }],
    stages: [
      { use: 'dedupe', against: 'earlier.jsonl', containment: 0.8 },
      { use: 'split', frozen: 'earlier.jsonl', validation: 0.2, stratify: ['source'] },
    ],
    sink: { format: 'text', dir: 'out' },
  };
  const path = join(folder, 'pipeline.json');
  writeFileSync(path, JSON.stringify(pipeline));
  return path;
}
