// A corpus made up from a small vocabulary: sized in bytes, the same for the same seed, cheap to make.

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { seededRandom } from '../src/core/hash.ts';

const WORDS = (
  'the a of and to in is that for with valve pump sensor customer order invoice reset cable network update firmware ' +
  'please thanks problem after before temperature humidity greenhouse controller settings screen button error code ' +
  'replace refund delivery address account password window battery charge light alarm zone schedule water pressure'
).split(' ');

/** Sentences of about `length` characters in all. */
export function prose(random: () => number, length: number): string {
  let text = '';
  while (text.length < length) {
    const words = Array.from(
      { length: 6 + Math.floor(random() * 10) },
      () => WORDS[Math.floor(random() * WORDS.length)]!,
    );
    words[Math.floor(random() * words.length)] = String(Math.floor(random() * 1e6));
    const sentence = words.join(' ');
    text += `${sentence[0]!.toUpperCase()}${sentence.slice(1)}. ${random() < 0.15 ? '\n\n' : ''}`;
  }
  return text.trim();
}

/** Writes JSON lines of `{id, title, text}`, or the same as CSV, until the file has at least `bytes`. Returns the records. */
export async function writeCorpus(
  path: string,
  bytes: number,
  kind: 'jsonl' | 'csv',
  seed = 'corpus',
): Promise<number> {
  const random = seededRandom(seed);
  const file = createWriteStream(path);
  let [written, records] = [0, 0];
  if (kind === 'csv') file.write('id,title,text\n');
  while (written < bytes) {
    let block = '';
    for (let i = 0; i < 200; i++) {
      const text = prose(random, 300 + random() * 1500);
      const record = { id: String(records++), title: text.slice(0, 30).trim(), text };
      block += kind === 'jsonl' ? `${JSON.stringify(record)}\n` : `${record.id},"${record.title}","${record.text}"\n`;
    }
    written += block.length;
    if (!file.write(block)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
  return records;
}
