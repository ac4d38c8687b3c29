import { CorpusmithError } from '../core/errors.ts';

/** A tag or the text between two, in the few XML files of an office package. Comments and instructions are left out. */
export type XmlToken =
  | { readonly open: string; readonly attributes: Readonly<Record<string, string>>; readonly empty: boolean }
  | { readonly close: string }
  | { readonly text: string };

const NAME = /[^\s/>="'<]+/y;
const ATTRIBUTE = /\s+([^\s/>="'<]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const END = /\s*(\/?)>/y;

/**
 * Tokens of XML that declares no entities of its own, in time linear to its length. Element names lose their namespace
 * prefix. Throws `E_XML_ENTITIES` for a DTD, and `E_BROKEN` for what is not well-formed: a file that was cut off too.
 */
export function* scanXml(xml: string): Generator<XmlToken> {
  const within: string[] = [];
  let at = 0;
  let hasRoot = false;
  for (let start = xml.indexOf('<'); start >= 0; start = xml.indexOf('<', at)) {
    if (start > at && within.length > 0) yield { text: decoded(xml.slice(at, start)) };
    const kind = xml[start + 1];
    if (kind === '?') at = after(xml, '?>', start + 2);
    else if (kind === '!') {
      const isData = xml.startsWith('<![CDATA[', start);
      if (!isData && !xml.startsWith('<!--', start)) throw new CorpusmithError('E_XML_ENTITIES');
      at = after(xml, isData ? ']]>' : '-->', start + (isData ? 9 : 4));
      if (isData) yield { text: xml.slice(start + 9, at - 3) };
    } else if (kind === '/') {
      at = after(xml, '>', start + 2);
      const name = xml.slice(start + 2, at - 1).trim();
      if (within.pop() !== name) throw new CorpusmithError('E_BROKEN');
      yield { close: local(name) };
    } else {
      const tag = tagAt(xml, start + 1);
      if (within.length === 0 && hasRoot) throw new CorpusmithError('E_BROKEN');
      hasRoot = true;
      at = tag.end;
      if (!tag.empty) within.push(tag.name);
      yield { open: local(tag.name), attributes: tag.attributes, empty: tag.empty };
    }
  }
  if (within.length > 0 || !hasRoot) throw new CorpusmithError('E_BROKEN');
}

function after(xml: string, mark: string, from: number): number {
  const at = xml.indexOf(mark, from);
  if (at < 0) throw new CorpusmithError('E_BROKEN');
  return at + mark.length;
}

function tagAt(xml: string, from: number) {
  const name = matchAt(NAME, xml, from)?.[0];
  if (name === undefined) throw new CorpusmithError('E_BROKEN');
  const attributes: Record<string, string> = {};
  let at = from + name.length;
  for (let found = matchAt(ATTRIBUTE, xml, at); found !== null; found = matchAt(ATTRIBUTE, xml, at)) {
    attributes[found[1]!] = decoded(found[2] ?? found[3]!);
    at += found[0].length;
  }
  const end = matchAt(END, xml, at);
  if (end === null) throw new CorpusmithError('E_BROKEN');
  return { name, attributes, empty: end[1] === '/', end: at + end[0].length };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(\w{2,4}));/g, (all, decimal, hex, name) => {
    if (name !== undefined) return NAMED[name] ?? all;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}
