import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ClassifierFiles } from '../../src/models/classifier.ts';
import { TextTokenizer } from '../../src/tokenizers/tokenizer.ts';

const folder = new URL('../../fixtures/models/tiny/', import.meta.url);
const read = (name: string) => readFileSync(fileURLToPath(new URL(name, folder)));

/** Knows `anna`, `bob`, `jose`, `quux` and `klein`, `##mann`, `frob`, `##nitz` as names, and `berlin` as a city. */
export const tiny = {
  config: read('config.json'),
  tokenizer: read('tokenizer.json'),
  onnx: read('onnx/model.onnx'),
} satisfies ClassifierFiles;

export const tinyTokenizer = new TextTokenizer(JSON.parse(tiny.tokenizer.toString()), {});

/** The configuration with other labels: `from` is replaced by `to` in their names. */
export function renamed(from: string, to: string): ClassifierFiles {
  return { ...tiny, config: Buffer.from(tiny.config.toString().replaceAll(from, to)) };
}
