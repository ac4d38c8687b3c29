import { CorpusmithError } from '../../core/errors.ts';
import { decodeText } from '../encoding.ts';
import { headerText, latin1, rawValue, readHeaders, type Structured, structured } from './headers.ts';

/** Levels of multiparts within multiparts; real mail has five. */
const MAX_DEPTH = 30;

/** Parts of one message. */
const MAX_PARTS = 2000;

/** A text of a message in one or both of its renditions. A message with text between pictures has several. */
export interface Body {
  plain?: string;
  html?: string;
}

export interface Attachment {
  readonly name?: string;
  /** Media type, lower case. */
  readonly type: string;
}

export interface Content {
  readonly bodies: readonly Body[];
  readonly attachments: readonly Attachment[];
  /** Lower-case media types of the multiparts: `multipart/report`, `multipart/encrypted`. */
  readonly containers: readonly string[];
}

interface Collected {
  readonly bodies: Body[];
  readonly attachments: Attachment[];
  readonly containers: string[];
  parts: number;
}

/**
 * Takes a MIME message apart (RFC 2045, 2046). Bodies are decoded by their declared charset or, where that is missing or
 * wrong, by what the bytes are; messages within it are attachments. Multiparts that are cut off or lack their boundary are read
 * as far as they go.
 *
 * Throws `E_TOO_LARGE` for more nesting or more parts than any real message has.
 */
export function readContent(message: Uint8Array): Content {
  const found: Collected = { bodies: [], attachments: [], containers: [], parts: 0 };
  const bytes = Buffer.from(message.buffer, message.byteOffset, message.length);
  collect(bytes, found, { depth: 0, type: 'text/plain' });
  return found;
}

interface Place {
  readonly depth: number;
  /** Media type of a part that names none. */
  readonly type: string;
  /** The body that the renditions of a `multipart/alternative` share. */
  readonly body?: Body;
}

function collect(bytes: Buffer, found: Collected, place: Place): void {
  if (place.depth > MAX_DEPTH || ++found.parts > MAX_PARTS) {
    throw new CorpusmithError('E_TOO_LARGE', { detail: 'MIME parts' });
  }
  const { headers, body } = readHeaders(bytes);
  const type = structured(rawValue(headers, 'content-type') || place.type);
  const content = bytes.subarray(body);
  if (type.value.startsWith('multipart/')) {
    found.containers.push(type.value);
    const parts = partsOf(content, type.parameters.get('boundary') ?? '');
    const shared = type.value === 'multipart/alternative' ? (place.body ?? newBody(found)) : place.body;
    const inner = type.value === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
    const below = { depth: place.depth + 1, type: inner, ...(shared === undefined ? {} : { body: shared }) };
    for (const part of parts ?? []) collect(part, found, below);
    if (parts !== undefined) return;
  }
  const disposition = structured(rawValue(headers, 'content-disposition'));
  const encoding = rawValue(headers, 'content-transfer-encoding').toLowerCase();
  leaf(transferDecoded(content, encoding), type, disposition, found, place);
}

function newBody(found: Collected): Body {
  const body: Body = {};
  found.bodies.push(body);
  return body;
}

function leaf(bytes: Buffer, type: Structured, disposition: Structured, found: Collected, place: Place): void {
  const name = disposition.parameters.get('filename') ?? type.parameters.get('name');
  const isText = type.value === 'text/plain' || type.value === 'text/html' || !type.value.includes('/');
  const broken = type.value.startsWith('multipart/');
  // Some programs name every part: the first text is the body all the same.
  const named = name !== undefined && found.bodies.some(body => body.plain !== undefined || body.html !== undefined);
  if ((!isText && !broken) || disposition.value === 'attachment' || named) {
    const label = name === undefined ? {} : { name: headerText(name) };
    found.attachments.push({ ...label, type: type.value });
    return;
  }
  const body = place.body ?? newBody(found);
  const kind = type.value === 'text/html' ? 'html' : 'plain';
  const text = textOf(bytes, type).replace(/\r\n?/g, '\n');
  body[kind] = body[kind] === undefined ? text : `${body[kind]}\n${text}`;
}

function textOf(bytes: Buffer, type: Structured): string {
  const charset = type.parameters.get('charset');
  const { text } = decodeText(bytes, charset === undefined ? {} : { charset });
  const flowed = type.parameters.get('format')?.toLowerCase() === 'flowed';
  return flowed ? unflowed(text, type.parameters.get('delsp')?.toLowerCase() === 'yes') : text;
}

/** Joins the lines of `format=flowed` text (RFC 3676): a space at the end continues a line of the same quote depth. */
function unflowed(text: string, deleteSpace: boolean): string {
  const lines: string[] = [];
  let open: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    const marks = /^>*/.exec(line)![0];
    const content = line.slice(marks.length).replace(/^ /, '');
    if (open === marks) lines[lines.length - 1] += content;
    else lines.push(marks === '' ? content : `${marks} ${content}`);
    open = content.endsWith(' ') && content !== '-- ' ? marks : undefined;
    if (open !== undefined && deleteSpace) lines[lines.length - 1] = lines.at(-1)!.slice(0, -1);
  }
  return lines.join('\n');
}

/** The parts between the boundary lines; `undefined` when there is none. */
function partsOf(bytes: Buffer, boundary: string): Buffer[] | undefined {
  if (boundary === '') return undefined;
  const mark = Buffer.from(`--${boundary}`, 'latin1');
  const parts: Buffer[] = [];
  let start: number | undefined;
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + mark.length)) {
    if (at > 0 && bytes[at - 1] !== 0x0a) continue;
    const newline = bytes.indexOf(0x0a, at);
    const end = newline < 0 ? bytes.length : newline;
    const rest = latin1(bytes.subarray(at + mark.length, Math.min(end, at + mark.length + 80))).trim();
    if (rest !== '' && rest !== '--') continue;
    if (start !== undefined) parts.push(bytes.subarray(start, beforeLineBreak(bytes, start, at)));
    if (parts.length > MAX_PARTS) throw new CorpusmithError('E_TOO_LARGE', { detail: 'MIME parts' });
    if (rest === '--') return parts;
    start = Math.min(end + 1, bytes.length);
  }
  if (start === undefined) return undefined;
  return [...parts, bytes.subarray(start)];
}

/** The line break before a boundary belongs to the boundary. */
function beforeLineBreak(bytes: Buffer, start: number, at: number): number {
  const end = bytes[at - 2] === 0x0d ? at - 2 : at - 1;
  return Math.max(start, end);
}

function transferDecoded(bytes: Buffer, encoding: string): Buffer {
  if (encoding.includes('quoted-printable')) return quotedPrintable(bytes);
  if (!encoding.includes('base64')) return bytes;
  // What says base64 and holds anything else in its first lines is plain text.
  const isBase64 = /^[A-Za-z0-9+/=\s]*$/.test(latin1(bytes.subarray(0, 1024)));
  return isBase64 ? Buffer.from(latin1(bytes), 'base64') : bytes;
}

function quotedPrintable(bytes: Buffer): Buffer {
  const text = latin1(bytes)
    .replace(/=[ \t]{0,100}\r?\n/g, '')
    .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(text, 'latin1');
}
