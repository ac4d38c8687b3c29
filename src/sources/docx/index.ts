import mammoth from 'mammoth';
import { z } from 'zod';
import type { Labels } from '../../core/document.ts';
import { CorpusmithError } from '../../core/errors.ts';
import type { InputFile, SourceContext } from '../../core/source.ts';
import { defineSource } from '../../define.ts';
import { htmlToMarkdown } from '../html.ts';
import type { Zip } from '../zip.ts';
import { equationsAsText } from './equations.ts';
import { openPackage } from './package.ts';
import { fillSkippedColumns, flattenNestedTables } from './tables.ts';

const options = z.strictObject({});

const PRE = ['Source Code', 'HTML Preformatted', 'Preformatted Text', 'Code', 'Macro Text'];

/** Beyond mammoth's own map. Bold and italics are dropped: a model learns words, not typography. */
const STYLE_MAP = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => h2:fresh",
  "p[style-name='heading 7'] => h6:fresh",
  "p[style-name='heading 8'] => h6:fresh",
  "p[style-name='heading 9'] => h6:fresh",
  ...PRE.map(name => `p[style-name='${name}'] => pre:separator('\\n')`),
  'b =>',
  'i =>',
  'strike =>',
];

export const docx = defineSource({
  name: 'docx',
  summary: 'Word files: headings, lists, tables, notes and equations as Markdown; comments and pictures left out',
  options,
  adds: ['title', 'time'],
  detect({ uri, head }) {
    const named = /\.(?:docx|docm|dotx|dotm)$/i.test(uri);
    if (isZip(head)) return Buffer.from(head).includes('word/') ? 0.95 : named ? 0.4 : 0;
    return named ? 0.3 : 0;
  },
  async *read({ files }, _options: z.infer<typeof options>, ctx) {
    for (const file of files) yield await readFile(file, ctx);
  },
});

async function readFile(file: InputFile, ctx: SourceContext) {
  const bytes = await file.read();
  refuseOthers(bytes);
  const parts = openPackage(bytes, ctx.limits);
  if (!parts.names.some(name => /^word\/[^/]+\.xml$/i.test(name))) throw new CorpusmithError('E_WRONG_FORMAT');
  const html = await htmlOf(parts, ctx);
  const text = htmlToMarkdown(html);
  if (text.trim() === '') throw new CorpusmithError('E_NO_TEXT');
  return { file, parts: [{ role: 'document', text }] as const, labels: labelsOf(parts, text) };
}

function refuseOthers(bytes: Uint8Array): void {
  if (bytes.length === 0) throw new CorpusmithError('E_EMPTY');
  if (isZip(bytes)) return;
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Word puts an encrypted file into the container of its old binary format ([MS-OFFCRYPTO] 1.3.3).
  const compound = data.subarray(0, 8).equals(Buffer.from('d0cf11e0a1b11ae1', 'hex'));
  if (compound && data.includes(Buffer.from('EncryptedPackage', 'utf16le'))) throw new CorpusmithError('E_ENCRYPTED');
  throw new CorpusmithError('E_WRONG_FORMAT', compound ? { detail: 'an old binary Office file' } : {});
}

async function htmlOf(parts: Zip, ctx: SourceContext): Promise<string> {
  const pictures = { count: 0 };
  const equations = { count: 0 };
  try {
    const { value } = await mammoth.convertToHtml(inputOf(parts, equations), {
      styleMap: STYLE_MAP,
      includeEmbeddedStyleMap: false,
      externalFileAccess: false,
      convertImage: dropImages(pictures),
      transformDocument: flattenNestedTables,
    });
    if (pictures.count > 0) ctx.count('images', pictures.count);
    if (equations.count > 0) ctx.count('equations', equations.count);
    // The arrow at the end of a note leads back to its mark: nothing to read.
    return value.replace(/ ?<a href="#(?:footnote|endnote)-ref-[\w-]{1,40}">↑<\/a>/g, '');
  } catch (error) {
    if (error instanceof CorpusmithError) throw error;
    throw new CorpusmithError('E_BROKEN');
  }
}

/**
 * The package in the form that mammoth gives to its own reader. It takes one in the place of a path or buffer, so that nothing is
 * unpacked but through `package.ts` with its limits.
 */
function inputOf(parts: Zip, equations: { count: number }): { buffer: Buffer } {
  const file = {
    exists: (name: string) => parts.has(name),
    read: async (name: string, encoding?: string) => {
      const content = parts.read(name);
      if (encoding === undefined) return content;
      if (encoding === 'base64') return Buffer.from(content).toString('base64');
      const xml = new TextDecoder(encoding).decode(content);
      if (!/^word\/[^/]+\.xml$/i.test(name)) return xml;
      const flat = equationsAsText(xml);
      equations.count += flat.equations;
      return fillSkippedColumns(flat.xml);
    },
  };
  return { file } as unknown as { buffer: Buffer };
}

function dropImages(pictures: { count: number }) {
  const drop = () => {
    pictures.count++;
    return [];
  };
  return drop as unknown as ReturnType<typeof mammoth.images.imgElement>;
}

function labelsOf(parts: Zip, text: string): Labels {
  const xml = parts.has('docProps/core.xml') ? new TextDecoder().decode(parts.read('docProps/core.xml')) : '';
  const own = property(xml, 'dc:title');
  const title = own ?? /^#{1,6} (.{1,300})$/m.exec(text)?.[1];
  const created = property(xml, 'dcterms:created');
  const time =
    created !== undefined && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(created) ? created : undefined;
  return { ...(title === undefined ? {} : { title }), ...(time === undefined ? {} : { time }) };
}

/** Text of a property of `docProps/core.xml` (ECMA-376 part 2, 11). */
function property(xml: string, name: string): string | undefined {
  const start = xml.indexOf(`<${name}`);
  const open = start < 0 ? -1 : xml.indexOf('>', start);
  const end = open < 0 ? -1 : xml.indexOf(`</${name}>`, open);
  if (end < 0) return undefined;
  const value = unescaped(xml.slice(open + 1, end))
    .replace(/\s+/g, ' ')
    .trim();
  return value === '' || value.length > 300 ? undefined : value;
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function unescaped(xml: string): string {
  return xml.replace(/&(?:(lt|gt|quot|apos|amp)|#(\d{1,7})|#x([\da-fA-F]{1,6}));/g, (all, name, decimal, hex) => {
    if (name !== undefined) return NAMED[name as string]!;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}
