/** A tag or the text between two, in the few XML files of an office package. Comments and instructions are left out. */
export type XmlToken =
  | { readonly open: string; readonly attributes: Readonly<Record<string, string>>; readonly empty: boolean }
  | { readonly close: string }
  | { readonly text: string };

const TAG = /<(?:!--[\s\S]*?-->|\?[\s\S]*?\?>|!\[CDATA\[([\s\S]*?)\]\]>|(\/?)([\w:.-]+)([^<>]*)>)/g;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Tokens of XML that declares no entities of its own. Names lose their namespace prefix. */
export function* scanXml(xml: string): Generator<XmlToken> {
  let from = 0;
  for (const match of xml.matchAll(TAG)) {
    if (match.index > from) yield { text: decoded(xml.slice(from, match.index)) };
    from = match.index + match[0].length;
    const [, cdata, slash, name, rest] = match;
    if (cdata !== undefined) yield { text: cdata };
    else if (name !== undefined && slash === '/') yield { close: local(name) };
    else if (name !== undefined)
      yield { open: local(name), attributes: attributesOf(rest!), empty: rest!.endsWith('/') };
  }
  if (from < xml.length) yield { text: decoded(xml.slice(from)) };
}

function attributesOf(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name, double, single] of text.matchAll(ATTRIBUTE)) attributes[name!] = decoded(double ?? single ?? '');
  return attributes;
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decoded(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(\w{2,4}));/g, (all, decimal, hex, name) => {
    if (name !== undefined) return NAMED[name] ?? all;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}
