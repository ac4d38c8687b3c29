import { isAscii } from 'node:buffer';
import { detect } from 'jschardet';
import { CorpusmithError } from '../core/errors.ts';
import { ascii, canonical, countUtf8, type Decoder, decoderOf, hasDecoder, joined } from './decoders.ts';

/** What is known about the bytes from outside: a charset that a header, a `<meta>` or a user names. Evidence, not an order. */
export interface EncodingHint {
  readonly charset?: string;
}

/** Bytes that decide: those from the first one that is not plain ASCII on. */
const SAMPLE = 65_536;

/** Bytes at the start of a text in which it may declare its charset. */
const HEAD = 4096;

/**
 * Decodes a whole text. In order of evidence: byte order mark, UTF-16 and UTF-32 by their zero bytes, ISO-2022 by its escape
 * sequences, UTF-8 (strict, then with stray bytes), the declared charset, statistical detection. The byte order mark is
 * removed. `encoding` is a lower-case name.
 *
 * Throws `E_ENCODING` for binary data and for text in an encoding that is unknown or has no decoder.
 */
export function decodeText(bytes: Uint8Array, hint: EncodingHint = {}): { text: string; encoding: string } {
  const encoding = detectEncoding(bytes, hint.charset ?? declaredInText(bytes));
  const decoder = decoderOf(encoding);
  const text = decoder.write(bytes) + decoder.end();
  return { text: withoutMark(text), encoding };
}

/**
 * Decodes a text in pieces, holding at most 64 KiB and one chunk. What is ASCII is passed on undecided: the encoding is chosen
 * from the 64 KiB that begin with the first byte which is not ASCII, wherever it stands. Errors as in `decodeText`.
 */
export async function* decodeStream(chunks: AsyncIterable<Uint8Array>, hint: EncodingHint = {}): AsyncIterable<string> {
  let decoder: Decoder | undefined;
  let charset = hint.charset;
  let held: Uint8Array[] = [];
  let size = 0;
  let wanted = HEAD;
  for await (const chunk of chunks) {
    if (decoder !== undefined) {
      yield decoder.write(chunk);
      continue;
    }
    held.push(chunk);
    size += chunk.length;
    if (size < wanted) continue;
    const bytes = joined(held);
    charset ??= declaredInText(bytes);
    const plain = firstUnusual(bytes) === bytes.length;
    wanted = plain ? 1 : SAMPLE;
    if (!plain && size < SAMPLE) {
      held = [bytes];
      continue;
    }
    [held, size] = [[], 0];
    if (!plain) decoder = decoderOf(detectEncoding(bytes, charset));
    yield decoder === undefined ? ascii(bytes) : withoutMark(decoder.write(bytes));
  }
  if (size > 0) {
    const bytes = joined(held);
    charset ??= declaredInText(bytes);
    decoder = decoderOf(detectEncoding(bytes, charset));
    yield withoutMark(decoder.write(bytes));
  }
  if (decoder !== undefined) yield decoder.end();
}

/** The text of a file's beginning, for detection; `undefined` when it is not text. */
export function peekText(head: Uint8Array, hint: EncodingHint = {}): string | undefined {
  try {
    return decodeText(head, hint).text;
  } catch {
    return undefined;
  }
}

function detectEncoding(bytes: Uint8Array, charset: string | undefined): string {
  const start = firstUnusual(bytes);
  if (start === bytes.length) return charset !== undefined && canonical(charset) === 'utf-7' ? 'utf-7' : 'utf-8';
  const marked = byMark(bytes);
  if (marked !== undefined) return marked;
  const sample = bytes.subarray(Math.max(0, start - 1024), start + SAMPLE);
  const wide = byZeros(bytes.subarray(0, SAMPLE));
  if (wide !== undefined) return wide;
  if (isBinary(sample)) throw new CorpusmithError('E_ENCODING', { detail: 'binary data' });
  const escaped = byEscapes(sample);
  if (escaped !== undefined) return escaped;
  const { valid, invalid } = countUtf8(bytes.subarray(start, start + 16 * SAMPLE));
  // Text of another encoding hardly ever holds valid multi-byte sequences, so a majority of them proves UTF-8.
  if (invalid === 0 || valid >= invalid) return 'utf-8';
  return byDeclaration(sample, charset) ?? byStatistics(sample);
}

/** Index of the first byte that plain ASCII text does not have: high bit, NUL, escape, shift-out. */
function firstUnusual(bytes: Uint8Array): number {
  // Most chunks of most files are plain: three native searches cost a hundredth of a loop.
  if (isAscii(bytes) && !bytes.includes(0) && !bytes.includes(0x1b) && !bytes.includes(0x0e)) return bytes.length;
  const at = bytes.findIndex(byte => byte >= 0x80 || byte === 0 || byte === 0x1b || byte === 0x0e);
  return at < 0 ? bytes.length : at;
}

function byMark(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be';
  return undefined;
}

/** UTF-16 or UTF-32 without a mark: zero bytes, and what comes out reads as text with ordinary spaces and letters. */
function byZeros(head: Uint8Array): string | undefined {
  if (!head.subarray(0, 4096).includes(0)) return undefined;
  const sample = head.subarray(0, Math.min(4096, head.length - (head.length % 4)) || head.length);
  let best: string | undefined;
  let most = 0;
  for (const encoding of ['utf-32le', 'utf-32be', 'utf-16le', 'utf-16be']) {
    const text = decoderOf(encoding).write(sample);
    // U+FFFD, which stands for what is no character, is a symbol to Unicode.
    const readable = text.match(/(?!\ufffd)[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\t\n\r]/gu)?.length ?? 0;
    const common = text.match(/[\t\n\r -~]/g)?.length ?? 0;
    const characters = text.match(/./gsu)?.length ?? 0;
    if (readable >= 0.95 * characters && common > most) [best, most] = [encoding, common];
  }
  return best;
}

/** More than 3 % control characters: random bytes have 9 %, text in any 8-bit encoding next to none. */
function isBinary(sample: Uint8Array): boolean {
  let controls = 0;
  for (const byte of sample) {
    if (byte < 0x20 && !(byte >= 0x09 && byte <= 0x0f) && byte !== 0x1a && byte !== 0x1b) controls++;
  }
  return controls > 0.03 * sample.length;
}

/** ISO-2022 switches character sets by escape sequences that terminal colours do not use. */
function byEscapes(sample: Uint8Array): string | undefined {
  const text = ascii(sample);
  if (/\x1b\$\)C/.test(text)) return 'iso-2022-kr';
  if (/\x1b\$[@B]|\x1b\$\([DOPQ]|\x1b\([IJ]/.test(text)) return 'iso-2022-jp';
  return undefined;
}

/** The declared charset, where the bytes can be read with it. A claim of Latin-1 or UTF-8 that got here proves little. */
function byDeclaration(sample: Uint8Array, charset: string | undefined): string | undefined {
  const encoding = charset === undefined ? undefined : canonical(charset);
  if (encoding === undefined || /^(utf|ucs)/.test(encoding) || !hasDecoder(encoding)) return undefined;
  if (encoding !== 'windows-1252') return readsWell(sample, encoding) ? encoding : undefined;
  const found = detect(sample, { detectEncodings: COMMON });
  return found.encoding === null || found.confidence < 0.6 ? encoding : undefined;
}

/** A charset that the text itself declares: `<?xml encoding="..."?>` or `<meta ... charset=...>` in its first 4 KiB. */
function declaredInText(bytes: Uint8Array): string | undefined {
  const head = ascii(bytes.subarray(0, HEAD));
  const xml = /^\s{0,9}<\?xml[^>]{0,99}?encoding=["']([\w:-]{2,30})/.exec(head);
  return (xml ?? /<meta\b[^>]{1,200}?charset\s{0,9}=\s{0,9}["']?([\w:-]{2,30})/i.exec(head))?.[1];
}

/** Encodings in everyday use. Others, of old systems, need much better evidence: short texts fit all of them. */
const COMMON = [
  ...['big5', 'big5hkscs', 'cp932', 'cp949', 'euc-jp', 'euc-kr', 'gb18030', 'shift_jis', 'tis-620', 'cp874'],
  ...['windows-1250', 'windows-1251', 'windows-1252', 'windows-1253', 'windows-1254', 'windows-1255', 'windows-1256'],
  ...['windows-1257', 'windows-1258', 'iso-8859-2', 'iso-8859-5', 'iso-8859-7', 'iso-8859-8', 'iso-8859-9'],
  ...['ibm866', 'koi8-r', 'koi8-u', 'macroman'],
];

/** Encodings of mainframes, and 7-bit ones that plain text is mistaken for. */
const UNLIKELY = ['utf-7', 'hz-gb-2312', 'cp037', 'cp273', 'cp424', 'cp500', 'cp875', 'cp1026', 'cp1140'];

function byStatistics(sample: Uint8Array): string {
  const common = detect(sample, { detectEncodings: COMMON });
  const any = detect(sample, { excludeEncodings: UNLIKELY });
  const found = any.confidence > Math.max(0.25, common.confidence + 0.1) ? any : common;
  const unsure = found.encoding === null || found.confidence < (countHigh(sample).all <= 2 ? 0.25 : 0.07);
  if (unsure && looksWestern(sample)) return 'windows-1252';
  if (found.encoding === null) throw new CorpusmithError('E_ENCODING');
  const encoding = canonical(found.encoding);
  if (!hasDecoder(encoding)) throw new CorpusmithError('E_ENCODING', { detail: `no decoder for ${encoding}` });
  return encoding;
}

/** Some accented letters and signs, most of them by themselves among ASCII. */
function looksWestern(sample: Uint8Array): boolean {
  const { all, alone } = countHigh(sample);
  return all < 0.3 * sample.length && alone > 0.7 * all && readsWell(sample, 'windows-1252');
}

/** Bytes with the high bit, and those among them without a neighbour that has it. */
function countHigh(sample: Uint8Array): { all: number; alone: number } {
  let all = 0;
  let alone = 0;
  for (let i = 0; i < sample.length; i++) {
    if (sample[i]! < 0x80) continue;
    all++;
    if ((sample[i - 1] ?? 0) < 0x80 && (sample[i + 1] ?? 0) < 0x80) alone++;
  }
  return { all, alone };
}

/** At most one character in a hundred is unassigned or a control character. */
function readsWell(sample: Uint8Array, encoding: string): boolean {
  const decoder = decoderOf(encoding);
  const text = decoder.write(sample);
  const bad = text.match(/[\ufffd\u0080-\u0084\u0086-\u009f]/g)?.length ?? 0;
  return bad <= 0.01 * text.length;
}

function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}
