import { z } from 'zod';
import type { Labels, Part } from '../../core/document.ts';
import { CorpusmithError } from '../../core/errors.ts';
import type { Draft, InputFile, SourceContext, Unreadable } from '../../core/source.ts';
import { defineSource } from '../../define.ts';
import { fileKey } from '../keys.ts';
import { firstHeading, markdownOf, styleOf } from './blocks.ts';
import { type Page, withoutFurniture } from './furniture.ts';
import { glyphsOf } from './glyphs.ts';
import { regionsOf } from './layout.ts';
import { fragmentsOf } from './lines.ts';
import { type OpenPdf, openPdf } from './open.ts';

const options = z.strictObject({
  by: z
    .enum(['file', 'page'])
    .default('file')
    .describe('One document for a file with a part for each page, or one document for each page.'),
  password: z
    .string()
    .optional()
    .describe('The password of encrypted files. Without it only unprotected files are read.'),
});

type PdfOptions = z.infer<typeof options>;

export const pdf = defineSource({
  name: 'pdf',
  summary: 'PDF files with a text layer: reading order, paragraphs, headings; without running headers and footers',
  options,
  adds: ['title', 'time', 'file'],
  detect: ({ head }) => (hasSignature(head) ? 0.95 : 0),
  async *read({ files }, options: PdfOptions, ctx) {
    for (const file of files) yield* readFile(file, options, ctx);
  },
});

async function* readFile(
  file: InputFile,
  { by, password }: PdfOptions,
  ctx: SourceContext,
): AsyncIterable<Draft | Unreadable> {
  const bytes = await file.read();
  if (bytes.length === 0) throw new CorpusmithError('E_EMPTY', { place: file.uri });
  if (!hasSignature(bytes)) throw new CorpusmithError('E_WRONG_FORMAT', { place: file.uri });
  const document = await openPdf(bytes, password);
  try {
    const { pages, failures } = await readPages(document, ctx);
    const { pages: clean, removed } = withoutFurniture(pages);
    if (removed > 0) ctx.count('headers-and-footers', removed);
    const style = styleOf(clean);
    const parts: Part[] = clean
      .map(page => ({ role: 'document', text: markdownOf(page, style), at: `page ${page.number}` }) as const)
      .filter(part => part.text !== '');
    const labels = labelsOf(document, parts);
    if (by === 'file' && parts.length > 0) yield { file, parts, labels };
    const pageLabels = parts.length > 1 ? { ...labels, file: fileKey(file) } : labels;
    if (by === 'page') for (const part of parts) yield { file, locator: part.at!, parts: [part], labels: pageLabels };
    for (const failure of failures) yield { ...failure, file };
    if (parts.length === 0 && failures.length === 0) yield { fail: 'E_NO_TEXT', file };
  } finally {
    await document.close();
  }
}

async function readPages(document: OpenPdf, ctx: SourceContext): Promise<{ pages: Page[]; failures: Unreadable[] }> {
  const pages: Page[] = [];
  const failures: Unreadable[] = [];
  for (let number = 1; number <= document.pages; number++) {
    ctx.signal.throwIfAborted();
    const locator = `page ${number}`;
    const glyphs = await document.drawing(number).then(glyphsOf, () => undefined);
    if (glyphs === undefined) {
      failures.push({ fail: 'E_BROKEN', locator });
      continue;
    }
    if (glyphs.artifacts > 0) ctx.count('artifact-glyphs', glyphs.artifacts);
    const regions = glyphs.directions.flatMap(({ glyphs }) => regionsOf(fragmentsOf(glyphs)));
    const hasText = regions.some(region => region.lines.length > 0);
    // Glyphs whose font does not say which letters they are can be seen, but are no text.
    const unmapped = glyphs.directions.some(({ glyphs }) => glyphs.some(glyph => !/^\s*$/.test(glyph.text)));
    if (hasText) pages.push({ number, height: glyphs.height, regions });
    else if (glyphs.pictured || unmapped) failures.push({ fail: 'E_NO_TEXT_LAYER', locator });
    else ctx.count('blank-pages');
  }
  return { pages, failures };
}

function labelsOf(document: OpenPdf, parts: readonly Part[]): Labels {
  const heading = parts.slice(0, 1).map(part => firstHeading(part.text))[0];
  const title = sensible(document.title) ? document.title : heading;
  const time = pdfTime(document.created);
  return { ...(title === undefined ? {} : { title }), ...(time === undefined ? {} : { time }) };
}

// Programs write the file's name or their own placeholder where nobody gave a title.
function sensible(title: string | undefined): title is string {
  if (title === undefined || title.length < 3 || title.length > 300 || !/\p{L}{2}/u.test(title)) return false;
  return !/^(?:untitled|unknown|microsoft (?:word|powerpoint|excel)\b|about:blank)|\.(?:docx?|pdf|indd|qxd|dvi|tex|rtf|odt|xlsx?|pptx?)$/i.test(
    title,
  );
}

/** `D:20240131120000+01'00'` (ISO 32000-1, 7.9.4) as ISO 8601 in UTC; what the file leaves out is its first moment, in UTC. */
export function pdfTime(created: string | undefined): string | undefined {
  const match = /^(?:D:)?(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:(Z)|([+-])(\d{2})'?(\d{2})?)?/.exec(
    created ?? '',
  );
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match
    .slice(1, 7)
    .map((digits, i) => Number(digits ?? (i === 1 || i === 2 ? 1 : 0)));
  const offset = (match[8] === '-' ? -1 : 1) * (Number(match[9] ?? 0) * 60 + Number(match[10] ?? 0));
  const date = new Date(Date.UTC(year!, month! - 1, day!, hour!, minute! - offset, second!));
  const valid = month! >= 1 && month! <= 12 && day! >= 1 && day! <= 31 && hour! < 24 && minute! < 60 && second! < 60;
  return valid && year! >= 1980 ? date.toISOString().replace('.000Z', 'Z') : undefined;
}

// The header may stand after some other bytes, but within the first 1024 (ISO 32000-1, annex H.3).
function hasSignature(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-');
}
