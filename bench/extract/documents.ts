// Web pages, PDF and Word files.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { docx } from '../../src/sources/docx/index.ts';
import { decodeText } from '../../src/sources/encoding.ts';
import { extractPage } from '../../src/sources/html.ts';
import { pdf } from '../../src/sources/pdf/index.ts';
import { type CaseSet, linesOf, plainText, sourceText } from './set.ts';

const READABILITY = '@mozilla/readability 0.6.0 on linkedom';
const TRAFILATURA = 'trafilatura 2.3.1';
const RS_TRAFILATURA = 'rs-trafilatura 0.1.1';

function* pages(folder: string, set: string) {
  for (const { id } of linesOf<{ id: string }>(folder, `${set}/truth.jsonl`)) {
    const { text } = decodeText(gunzipSync(readFileSync(join(folder, set, `${id}.html.gz`))));
    const { markdown, title, time } = extractPage(text);
    yield { id, text: plainText(markdown), markdown, title, date: time?.slice(0, 10) };
  }
}

const scrapinghub: CaseSet = {
  folder: 'html',
  name: 'scrapinghub',
  library: READABILITY,
  measures: [
    { name: 'F1 of 4-word shingles', at: ['f1'], library: 0.952, best: [0.959, `${TRAFILATURA} precision`] },
    { name: 'precision', at: ['p'] },
    { name: 'recall', at: ['r'] },
  ],
  async *predict(folder) {
    // Its score has no place for structure.
    for (const { id, text } of pages(folder, 'scrapinghub')) yield { id, text };
  },
};

const wcxb: CaseSet = {
  folder: 'html',
  name: 'wcxb-dev',
  library: READABILITY,
  measures: [
    { name: 'word F1, macro', at: ['macro'], library: 0.641, best: [0.79, `${RS_TRAFILATURA} recall`] },
    { name: 'word F1, dev-weighted', at: ['dev_weighted'], library: 0.763, best: [0.851, `${RS_TRAFILATURA} recall`] },
    { name: 'article', at: ['types', 'article'], library: 0.912, best: [0.922, RS_TRAFILATURA] },
    { name: 'documentation', at: ['types', 'documentation'], library: 0.92, best: [0.936, 'defuddle 0.19.4'] },
    { name: 'forum', at: ['types', 'forum'], library: 0.563, best: [0.808, RS_TRAFILATURA] },
    { name: 'service', at: ['types', 'service'], library: 0.744, best: [0.878, RS_TRAFILATURA] },
    { name: 'listing', at: ['types', 'listing'], library: 0.518, best: [0.748, RS_TRAFILATURA] },
    { name: 'collection', at: ['types', 'collection'], library: 0.441, best: [0.646, RS_TRAFILATURA] },
    { name: 'product', at: ['types', 'product'], library: 0.387, best: [0.626, TRAFILATURA] },
    { name: 'leaked snippets (less is better)', at: ['leaked'], best: [0.032, `${TRAFILATURA} precision`] },
    { name: 'title', at: ['title'], best: [0.63, RS_TRAFILATURA] },
    { name: 'date', at: ['date'], best: [0.87, TRAFILATURA] },
  ],
  predict: async function* (folder) {
    yield* pages(folder, 'wcxb-dev');
  },
};

async function* markdownOfPdf(folder: string, set: string, key: 'text' | 'markdown') {
  for (const { id, file } of linesOf<{ id: string; file: string }>(folder, `${set}/truth.jsonl`)) {
    const text = await sourceText(pdf, file, readFileSync(join(folder, set, file)));
    if (text !== undefined) yield { id, [key]: text };
  }
}

const pdfbox: CaseSet = {
  folder: 'pdf',
  name: 'pdfbox',
  library: 'unpdf 1.7.0',
  measures: [
    { name: 'word F1', at: ['f1'], library: 0.914, best: [0.964, 'mupdf 1.28.1'] },
    { name: 'order', at: ['order'], library: 0.902, best: [0.949, 'mupdf 1.28.1'] },
  ],
  predict: folder => markdownOfPdf(folder, 'pdfbox', 'text'),
};

const doclingPdf: CaseSet = {
  folder: 'pdf',
  name: 'docling',
  library: 'unpdf 1.7.0',
  measures: [
    { name: 'word F1', at: ['f1'], library: 0.917, best: [0.955, 'liteparse 2.18.0'] },
    { name: 'precision', at: ['p'], library: 0.921, best: [0.95, 'liteparse 2.18.0'] },
    { name: 'order', at: ['order'], library: 0.876, best: [0.935, 'pypdf 7.1.0'] },
    { name: 'headings F1', at: ['structure', 'headings', 'f1'], best: [0.78, 'pymupdf4llm 2.0'] },
    { name: 'items F1', at: ['structure', 'items', 'f1'], best: [0.64, 'pymupdf4llm 2.0'] },
    { name: 'cells F1', at: ['structure', 'cells', 'f1'], best: [0.61, 'opendataloader 2.5.16'] },
  ],
  predict: folder => markdownOfPdf(folder, 'docling', 'markdown'),
};

const doclingDocx: CaseSet = {
  folder: 'docx',
  name: 'docling',
  library: 'mammoth 1.13.0',
  measures: [
    { name: 'word F1', at: ['f1'], library: 0.929, best: [0.956, 'kreuzberg 4.10.4'] },
    { name: 'order', at: ['order'], library: 0.889, best: [0.942, 'kreuzberg 4.10.4'] },
    { name: 'headings F1', at: ['structure', 'headings', 'f1'], library: 0.81, best: [0.89, 'officeparser 7.8.0'] },
    { name: 'items F1', at: ['structure', 'items', 'f1'], library: 0.83, best: [0.94, 'markitdown 0.1.8'] },
    { name: 'item depths F1', at: ['structure', 'item_depths', 'f1'], library: 0.79, best: [0.93, 'markitdown 0.1.8'] },
    { name: 'cells F1', at: ['structure', 'cells', 'f1'], library: 0.92, best: [0.92, 'mammoth, kreuzberg'] },
  ],
  async *predict(folder) {
    for (const { id, file } of linesOf<{ id: string; file: string }>(folder, 'docling/truth.jsonl')) {
      const markdown = await sourceText(docx, file, readFileSync(join(folder, 'docling', file)));
      if (markdown !== undefined) yield { id, markdown };
    }
  },
};

/**
 * Cases of the library's own tests. We keep no typography, pictures or comments, so only the words in their order are compared,
 * not the HTML. Options of the cases that we do not have are passed over.
 */
const mammoth: CaseSet = {
  folder: 'docx',
  name: 'mammoth',
  library: 'mammoth 1.13.0, its own cases',
  measures: [
    { name: 'same words in order, share of 28 cases', at: ['same_words'], library: 1, best: [1, 'mammoth 1.13.0'] },
  ],
  async *predict(folder) {
    type Case = { id: string; file: string; format: 'html' | 'markdown' | 'text' };
    for (const { id, file, format } of linesOf<Case>(folder, 'mammoth/cases.jsonl')) {
      const markdown = await sourceText(docx, file, readFileSync(join(folder, 'mammoth', file)));
      if (markdown === undefined) continue;
      const text = plainText(markdown);
      yield {
        id,
        [format]: format === 'html' ? `<pre>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</pre>` : text,
      };
    }
  },
};

export const documentSets: readonly CaseSet[] = [scrapinghub, wcxb, pdfbox, doclingPdf, doclingDocx, mammoth];
