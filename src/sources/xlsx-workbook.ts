import { CorpusmithError } from '../core/errors.ts';
import type { Limits } from '../core/source.ts';
import { refuseEntities } from './office.ts';
import { scanXml } from './xml-scan.ts';
import { isZip, openZip, type Zip } from './zip.ts';

/** An open workbook (ECMA-376, part 1, 18): what its cells refer to, and its sheets in the order of its tabs. */
export interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly path: string }[];
  readonly strings: readonly string[];
  /** By style index: whether its numbers are dates. */
  readonly dates: readonly boolean[];
  /** Days between the workbook's day 0 and 1970-01-01. */
  readonly epoch: number;
  xml(path: string): string;
}

/**
 * Throws `E_ENCRYPTED` for a workbook with a password, `E_WRONG_FORMAT` for the old binary formats and other archives, `E_BROKEN`,
 * `E_ARCHIVE_LIMIT`, `E_XML_ENTITIES`.
 */
export function openWorkbook(bytes: Uint8Array, limits: Limits): Workbook {
  if (bytes.length === 0) throw new CorpusmithError('E_EMPTY');
  // An OLE container: an encrypted workbook ([MS-OFFCRYPTO] 1.3.3), or one of the old binary format.
  if (Buffer.from(bytes.subarray(0, 4)).toString('hex') === 'd0cf11e0') {
    const isEncrypted = Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'));
    throw new CorpusmithError(isEncrypted ? 'E_ENCRYPTED' : 'E_WRONG_FORMAT');
  }
  if (!isZip(bytes)) throw new CorpusmithError('E_WRONG_FORMAT');
  const zip = openZip(bytes, limits);
  if (!zip.has('xl/workbook.xml')) throw new CorpusmithError('E_WRONG_FORMAT');
  const xml = (path: string) => {
    const content = zip.read(path);
    refuseEntities(content);
    return Buffer.from(content)
      .toString('utf8')
      .replace(/^\ufeff/, '');
  };
  const optional = <T>(path: string, read: (xml: string) => T[]) => (zip.has(path) ? read(xml(path)) : []);
  const book = xml('xl/workbook.xml');
  return {
    sheets: sheetsOf(book, xml('xl/_rels/workbook.xml.rels'), zip),
    strings: optional('xl/sharedStrings.xml', stringsOf),
    dates: optional('xl/styles.xml', datesOf),
    epoch: /date1904\s{0,9}=\s{0,9}["'](?:1|true)["']/.test(book) ? 24_107 : 25_569,
    xml,
  };
}

/** Hidden sheets are sheets too. Of charts there is no table. */
function sheetsOf(book: string, relations: string, zip: Zip): { name: string; path: string }[] {
  const targets = new Map<string, string>();
  for (const token of scanXml(relations)) {
    if ('open' in token && token.open === 'Relationship') {
      targets.set(token.attributes.Id ?? '', token.attributes.Target ?? '');
    }
  }
  const sheets: { name: string; path: string }[] = [];
  for (const token of scanXml(book)) {
    if (!('open' in token) || token.open !== 'sheet') continue;
    const id = Object.entries(token.attributes).find(([name]) => /(?:^|:)id$/.test(name))?.[1];
    const target = targets.get(id ?? '') ?? '';
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    if (!zip.has(path)) throw new CorpusmithError('E_BROKEN', { place: `sheet ${sheets.length + 1}` });
    sheets.push({ name: token.attributes.name ?? '', path });
  }
  return sheets;
}

function stringsOf(xml: string): string[] {
  const strings: string[] = [];
  let [text, inText, phonetic] = ['', false, false];
  for (const token of scanXml(xml)) {
    if ('text' in token) text += inText && !phonetic ? token.text : '';
    else if ('open' in token) {
      if (token.open === 't') inText = !token.empty;
      if (token.open === 'rPh') phonetic = !token.empty;
      if (token.open === 'si' && token.empty) strings.push('');
    } else if (token.close === 't') inText = false;
    else if (token.close === 'rPh') phonetic = false;
    else if (token.close === 'si') {
      strings.push(text);
      text = '';
    }
  }
  return strings;
}

/** Built-in number formats that show dates or times (ECMA-376, part 1, 18.8.30). */
const DATE_FORMATS = [14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47];

function datesOf(xml: string): boolean[] {
  const dates: boolean[] = [];
  const formats = new Set(DATE_FORMATS);
  let inCells = false;
  for (const token of scanXml(xml)) {
    if ('close' in token && token.close === 'cellXfs') inCells = false;
    if (!('open' in token)) continue;
    const { open, attributes } = token;
    if (open === 'cellXfs') inCells = !token.empty;
    if (open === 'numFmt' && isDateFormat(attributes.formatCode ?? '')) formats.add(Number(attributes.numFmtId));
    if (open === 'xf' && inCells) dates.push(formats.has(Number(attributes.numFmtId ?? 0)));
  }
  return dates;
}

/** Letters of dates outside of quoted text, escaped characters, colours and conditions. */
function isDateFormat(code: string): boolean {
  return /[ymdhs]/i.test(code.replaceAll(/"[^"]{0,255}"|\\.|_.|\[[^\]]{0,255}\]|General/g, ''));
}
