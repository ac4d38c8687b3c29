import { canonical, decoderOf, hasDecoder, joined } from '../decoders.ts';
import { peekText } from '../encoding.ts';

/** Bytes of a header block that are looked at; what is longer is cut at the last whole line. */
export const MAX_HEADER_BYTES = 256 * 1024;

/** Bytes as a string of which every character is one byte. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

/** Header values by lower-case name, in order, unfolded. Every character is one byte: nothing is decoded yet. */
export type Headers = ReadonlyMap<string, readonly string[]>;

/** A header block, and the offset in the bytes at which the body begins. */
export interface HeaderBlock {
  readonly headers: Headers;
  readonly body: number;
}

/**
 * Reads the header block at the start of the bytes (RFC 5322). Lines that are no header are passed over, as is the `From `
 * line that some programs leave in front; a block without an end is all headers.
 */
export function readHeaders(bytes: Uint8Array): HeaderBlock {
  const text = latin1(bytes.subarray(0, MAX_HEADER_BYTES));
  const end = /^\r?\n|\n\r?\n/.exec(text);
  const block = end === null ? text : text.slice(0, end.index);
  const headers = new Map<string, string[]>();
  let last: string[] | undefined;
  for (const line of block.split(/\r?\n/)) {
    if (/^[ \t]/.test(line)) {
      if (last !== undefined) last[last.length - 1] += line;
      continue;
    }
    const colon = line.indexOf(':');
    const name =
      colon < 1
        ? ''
        : line
            .slice(0, colon)
            .replace(/^\xef\xbb\xbf/, '')
            .trimEnd()
            .toLowerCase();
    last = undefined;
    if (!/^[!-9;-~]+$/.test(name)) continue;
    last = headers.get(name) ?? [];
    last.push(line.slice(colon + 1));
    headers.set(name, last);
  }
  return { headers, body: end === null ? bytes.length : end.index + end[0].length };
}

/** The first value of a header as bytes, trimmed; empty when it is not there. */
export function rawValue(headers: Headers, name: string): string {
  return (headers.get(name)?.[0] ?? '').trim();
}

/** A run of header bytes, and the charset that an encoded word names for it. */
interface Run {
  readonly bytes: Uint8Array;
  readonly charset?: string;
}

/**
 * Text of a header value: encoded words (RFC 2047) in their charset, raw 8-bit bytes as UTF-8 or in `charset`. Neighbouring
 * words of one charset are joined before they are decoded, since some programs cut characters in two.
 */
export function headerText(raw: string, charset?: string): string {
  return runsOf(raw)
    .map(run => decodeRun(run, charset))
    .join('')
    .replace(/[\s\0]+/g, ' ')
    .trim();
}

/**
 * A header of addresses in which every encoded word is in UTF-8, so that commas and quotes within a name stay within its word
 * and the bytes between the words are decoded.
 */
export function addressText(raw: string, charset?: string): string {
  return runsOf(raw)
    .map(run => {
      const text = decodeRun(run, charset);
      return run.charset === undefined ? text : `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;
    })
    .join('');
}

const ENCODED_WORD = /=\?([^?\s]{1,80})\?([QqBb])\?([^?]*)\?=/g;

function runsOf(raw: string): Run[] {
  const runs: Run[] = [];
  let at = 0;
  for (const match of raw.matchAll(ENCODED_WORD)) {
    const between = raw.slice(at, match.index);
    const charset = match[1]!.replace(/\*.*$/, '').toLowerCase();
    const bytes = match[2]!.toLowerCase() === 'b' ? Buffer.from(match[3]!, 'base64') : qWord(match[3]!);
    const before = runs.at(-1);
    const neighbours = before?.charset !== undefined && between.trim() === '';
    if (between !== '' && !neighbours) runs.push({ bytes: Buffer.from(between, 'latin1') });
    if (neighbours && before.charset === charset)
      runs[runs.length - 1] = { bytes: joined([before.bytes, bytes]), charset };
    else runs.push({ bytes, charset });
    at = match.index + match[0].length;
  }
  if (at < raw.length) runs.push({ bytes: Buffer.from(raw.slice(at), 'latin1') });
  return runs;
}

function qWord(text: string): Uint8Array {
  return Buffer.from(
    text
      .replaceAll('_', ' ')
      .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}

function decodeRun({ bytes, charset }: Run, fallback: string | undefined): string {
  const encoding = charset === undefined ? undefined : canonical(charset);
  if (encoding !== undefined && hasDecoder(encoding)) {
    const decoder = decoderOf(encoding);
    return decoder.write(bytes) + decoder.end();
  }
  return peekText(bytes, fallback === undefined ? {} : { charset: fallback }) ?? latin1(bytes);
}

/** A structured header: its value in lower case, and its parameters by lower-case name. */
export interface Structured {
  readonly value: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const PARAMETER = /;\s*([!#$&+\-.^_`|~0-9A-Za-z*]{1,80})\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;"]*))/gs;

/** Reads `Content-Type` and the like. Pieces of long parameters (RFC 2231) are joined and their percent signs decoded. */
export function structured(raw: string): Structured {
  const value = /^[^;\s(]*/.exec(raw.trim())![0].toLowerCase();
  const pieces = new Map<string, string>();
  for (const [, name, quoted, plain] of raw.matchAll(PARAMETER)) {
    const key = name!.toLowerCase();
    if (!pieces.has(key)) pieces.set(key, quoted?.replace(/\\(.)/gs, '$1') ?? plain!.trim());
  }
  const parameters = new Map<string, string>();
  for (const name of pieces.keys()) {
    const base = name.replace(/\*.*$/, '');
    if (!parameters.has(base)) parameters.set(base, pieces.get(base) ?? continued(base, pieces));
  }
  return { value, parameters };
}

/** `name*=charset'language'text`, or `name*0*=...`, `name*1=...` and so on. */
function continued(name: string, pieces: ReadonlyMap<string, string>): string {
  const single = pieces.get(`${name}*`);
  let raw = single === undefined ? '' : percentDecoded(single.replace(/^[^']*'[^']*'/, ''));
  let charset = /^([^']+)'/.exec(single ?? pieces.get(`${name}*0*`) ?? '')?.[1];
  for (let i = 0; single === undefined; i++) {
    const encoded = pieces.get(`${name}*${i}*`);
    const piece = encoded ?? pieces.get(`${name}*${i}`);
    if (piece === undefined) break;
    raw += encoded === undefined ? piece : percentDecoded(i === 0 ? piece.replace(/^[^']*'[^']*'/, '') : piece);
  }
  charset ??= 'utf-8';
  return `=?${charset}?B?${Buffer.from(raw, 'latin1').toString('base64')}?=`;
}

function percentDecoded(text: string): string {
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** Minutes that the obsolete zone names of RFC 5322 are off UTC. */
const ZONES: Readonly<Record<string, number>> = {
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
};

/** The date of a message in ISO 8601, UTC; without a zone it is taken as UTC. `undefined` when it cannot be read. */
export function isoDate(raw: string): string | undefined {
  const found =
    /(\d{1,2})[\s-]{1,5}([A-Za-z]{3})[A-Za-z]{0,6}[\s-]{1,5}(\d{4}|\d{2})\s{1,5}(\d{1,2}):(\d{2})(?::(\d{2}))?\s{0,5}([+-]\d{4}|[A-Za-z]{1,4})?/.exec(
      raw,
    );
  if (found === null) return isoItself(raw);
  const [, day, name, years, hours, minutes, seconds = '0', zone = ''] = found;
  const month = MONTHS.indexOf(name!.toLowerCase());
  if (month < 0 || Number(day) < 1 || Number(day) > 31 || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  const short = years!.length === 2;
  const year = Number(years) + (short ? (Number(years) < 50 ? 2000 : 1900) : 0);
  const offset = /^[+-]/.test(zone)
    ? Number(`${zone[0]}1`) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3)))
    : (ZONES[zone.toLowerCase()] ?? 0);
  const time = Date.UTC(year, month, Number(day), Number(hours), Number(minutes) - offset, Number(seconds));
  return new Date(time).toISOString();
}

function isoItself(raw: string): string | undefined {
  const found = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})/.exec(raw);
  const time = found === null ? Number.NaN : Date.parse(found[0]);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
