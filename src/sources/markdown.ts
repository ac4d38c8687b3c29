import { z } from 'zod';
import type { Labels } from '../core/document.ts';
import { CorpusmithError } from '../core/errors.ts';
import { defineSource } from '../define.ts';
import { decodeStream, peekText } from './encoding.ts';
import { fileKey } from './keys.ts';
import { hasExtension, piecesOf } from './text.ts';

const options = z.strictObject({
  frontMatter: z
    .boolean()
    .default(true)
    .describe('Front matter (YAML or TOML) is taken out of the text; its title and date become labels.'),
});

export const markdown = defineSource({
  name: 'markdown',
  summary: 'Markdown, kept as it is; title and time from front matter or the first heading',
  options,
  adds: ['title', 'time', 'file'],
  positional: true,
  detect(peek) {
    const head = peekText(peek.head);
    if (head === undefined) return 0;
    const signs = 0.15 * SIGNS.filter(sign => sign.test(head)).length;
    if (hasExtension(peek, 'md', 'markdown', 'mdown', 'mkd', 'mdx')) return Math.min(0.9, 0.5 + signs);
    return Math.min(0.6, signs);
  },
  async *read({ files: [file] }, { frontMatter }: z.infer<typeof options>, ctx) {
    if (file!.bytes === 0) throw new CorpusmithError('E_EMPTY');
    let labels: Labels | undefined;
    let found = false;
    for await (const piece of piecesOf(decodeStream(file!.stream()), ctx.limits.record)) {
      const matter = labels === undefined && frontMatter ? frontMatterOf(piece.text) : undefined;
      const text = matter === undefined ? piece.text : matter.rest;
      labels ??= labelsOf(matter?.fields ?? new Map(), text);
      if (text === '') continue;
      found = true;
      if (!piece.whole) ctx.count('pieces');
      const parts = [{ role: 'document', text }] as const;
      if (piece.whole) yield { parts, labels };
      else yield { locator: piece.locator, parts, labels: { ...labels, file: fileKey(file!) } };
    }
    if (!found) throw new CorpusmithError('E_NO_TEXT');
  },
});

/** What Markdown has and other text has not. */
const SIGNS = [
  /^---\n(?:[\w-]{1,40}:[^\n]{0,500}\n){1,50}---$/m,
  /^#{1,6} \S[^\n]{0,200}\n(?:\n|[^\n#])/m,
  /^(?:```|~~~)[\w+-]{0,20}$/m,
  /\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)/,
  /^\|? {0,9}:?-{3,}:? {0,9}\|/m,
  /^(?:[*+-] [^\n]{1,300}\n){2}/m,
];

interface FrontMatter {
  readonly fields: ReadonlyMap<string, string>;
  readonly rest: string;
}

/** Front matter at the very start: `---` with `key: value` lines, or `+++` with `key = value` lines. Only flat values are read. */
function frontMatterOf(text: string): FrontMatter | undefined {
  const mark = text.slice(0, 4) === '---\n' ? '---' : text.slice(0, 4) === '+++\n' ? '+++' : undefined;
  if (mark === undefined) return undefined;
  const end = text.indexOf(`\n${mark}`, 3);
  if (end < 0 || !/^[ \t]*(\n|$)/.test(text.slice(end + 4, end + 40))) return undefined;
  const fields = new Map<string, string>();
  for (const line of text.slice(4, end).split('\n')) {
    const match = /^([\w-]{1,40})[ \t]{0,9}[:=][ \t]{0,9}(\S.*)$/.exec(line);
    if (match !== null) fields.set(match[1]!.toLowerCase(), unquoted(match[2]!.trim()));
  }
  if (fields.size === 0 && text.slice(4, end).trim() !== '') return undefined;
  return { fields, rest: text.slice(end + 4).trim() };
}

function unquoted(value: string): string {
  const quote = value[0];
  return (quote === '"' || quote === "'") && value.length > 1 && value.endsWith(quote) ? value.slice(1, -1) : value;
}

function labelsOf(fields: ReadonlyMap<string, string>, text: string): Labels {
  const title = fields.get('title') ?? firstHeading(text);
  const time = fields.get('date');
  return {
    ...(title === undefined || title === '' ? {} : { title: title.slice(0, 500) }),
    ...(time !== undefined && /^\d{4}-\d\d-\d\d([T ][\d:.]{4,12}(Z|[+-]\d\d:?\d\d)?)?$/.test(time) ? { time } : {}),
  };
}

/** The first heading outside code: `# Title`, or a line underlined with `===`. */
function firstHeading(text: string): string | undefined {
  const lines = text.slice(0, 65_536).split('\n');
  let fence = false;
  for (const [i, whole] of lines.entries()) {
    const line = whole.slice(0, 500);
    if (/^ {0,3}(```|~~~)/.test(line)) fence = !fence;
    if (fence) continue;
    const match = /^ {0,3}#{1,6}[ \t]+(\S.*)$/.exec(line);
    if (match !== null) return match[1]!.replace(/[ \t]+#+[ \t]*$/, '').trim();
    if (line.trim() !== '' && /^={3,}\s*$/.test(lines[i + 1] ?? '')) return line.trim();
  }
  return undefined;
}
