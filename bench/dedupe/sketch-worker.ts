// Sketches every nth document of a file, when told to.
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { SHINGLES, TextSketcher } from '../../src/minhash/sketch.ts';

const REPEATS = 5;

const { file, worker, workers } = workerData as { file: string; worker: number; workers: number };
const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
const documents = lines
  .filter((_, i) => i % workers === worker)
  .map(line => JSON.parse(line) as { id: string; text: string });
const sketcher = new TextSketcher(SHINGLES);
for (const { id, text } of documents) sketcher.sketch(id, text, 0);
parentPort!.once('message', () => {
  let bytes = 0;
  for (let i = 0; i < REPEATS; i++) for (const { id, text } of documents) bytes += sketcher.sketch(id, text, 0).length;
  parentPort!.postMessage(bytes);
});
parentPort!.postMessage('ready');
