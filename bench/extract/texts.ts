// Encodings, damage done by wrong ones, languages.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDocumentError } from '../../src/core/errors.ts';
import { decodeText } from '../../src/sources/encoding.ts';
import { type CleanOptions, clean, fixText } from '../../src/stages/clean/index.ts';
import { language } from '../../src/stages/language.ts';
import { makeDocument, runStage } from '../../test/harness.ts';
import { type CaseSet, linesOf } from './set.ts';

const chardet: CaseSet = {
  folder: 'encoding',
  name: 'chardet',
  library: 'jschardet 4.0.0',
  measures: [
    { name: 'same text, of 230', at: ['same_text'], library: 228, best: [228, 'jschardet 4.0.0'] },
    { name: 'same name, of 230', at: ['same_name'] },
  ],
  async *predict(folder) {
    for (const { file } of linesOf<{ file: string }>(folder, 'chardet/truth.jsonl')) {
      const decoded = decodedOrRefused(readFileSync(join(folder, 'chardet', file)));
      yield { id: file, ...decoded };
    }
  },
};

function decodedOrRefused(bytes: Uint8Array): { text?: string; encoding?: string } {
  try {
    return decodeText(bytes);
  } catch (error) {
    if (isDocumentError(error)) return {};
    throw error;
  }
}

// What the library does unless told otherwise: quotes become straight, white space stays as it is.
const AS_FTFY = clean.options.parse({ straightQuotes: true, whitespace: false }) as CleanOptions;

const ftfy: CaseSet = {
  folder: 'encoding',
  name: 'ftfy',
  library: 'ftfy, its own cases',
  measures: [
    { name: 'repaired, of 50', at: ['same'], library: 50, best: [50, 'ftfy'] },
    { name: 'repaired or its encoding step, of 50', at: ['same_or_encoding_step'] },
    { name: 'left unchanged, of 10', at: ['unchanged', 0], library: 10, best: [10, 'ftfy'] },
  ],
  async *predict(folder) {
    for (const { id, original } of linesOf<{ id: string; original: string }>(folder, 'ftfy-cases.jsonl')) {
      yield { id, text: fixText(original, AS_FTFY) };
    }
  },
};

const sentences: CaseSet = {
  folder: 'language',
  name: 'lingua-sentences',
  library: 'eld 2.1.0 large',
  measures: [
    { name: 'accuracy, mean of 28', at: ['accuracy'], library: 0.957, best: [0.985, 'py3langid 0.4.0'] },
    { name: 'under 40 characters', at: ['short', 0], library: 0.959, best: [0.959, 'eld, lingua'] },
  ],
  async *predict(folder) {
    const texts = linesOf<{ text: string }>(folder, 'lingua-sentences.jsonl');
    const documents = texts.map(({ text }, i) => makeDocument(text, {}, `${i + 1}`));
    const { documents: told } = await runStage(language, documents);
    for (const { id, labels } of told) yield { id, lang: labels.language === 'und' ? null : labels.language };
  },
};

export const textSets: readonly CaseSet[] = [chardet, ftfy, sentences];
