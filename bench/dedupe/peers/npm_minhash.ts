// node npm_minhash.ts FILE LIMIT: the npm package `minhash`, 128 permutations of the word 5-grams of each text, printed
// in the form of measure.py. The package has no batch call.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

interface Minhash {
  update(shingle: string): void;
  readonly hashvalues: readonly number[];
}

const require = createRequire(import.meta.url);
const { Minhash } = require('minhash') as { Minhash: new (options: { numPerm: number }) => Minhash };
const { version } = require('minhash/package.json') as { version: string };

const [file = '', limit = '0'] = process.argv.slice(2);
const lines = readFileSync(file, 'utf8').trim().split('\n');
const texts = lines.slice(0, Number(limit) || lines.length).map(line => (JSON.parse(line) as { text: string }).text);

const cpu = process.cpuUsage();
const began = performance.now();
let made = 0;
for (const text of texts) {
  const words = text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
  const signature = new Minhash({ numPerm: 128 });
  for (let i = 0; i < Math.max(1, words.length - 4); i++) signature.update(words.slice(i, i + 5).join(' '));
  made += signature.hashvalues.length / 128;
}
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage(cpu);
if (made !== texts.length) throw new Error(`${made} signatures of ${texts.length} documents`);
const result = {
  version,
  documents: texts.length,
  bytes: texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0),
  seconds,
  cpuSeconds: (user + system) / 1e6,
  peakMegabytes: process.resourceUsage().maxRSS / 1000,
};
process.stdout.write(`${JSON.stringify(result)}\n`);
