import iconv from 'iconv-lite';

/** Turns bytes into text piece by piece; a character may be cut between two pieces. */
export interface Decoder {
  write(bytes: Uint8Array): string;
  end(): string;
}

/** One name for the encodings that are read alike: the superset, as in the WHATWG Encoding Standard. */
export function canonical(name: string): string {
  const lower = name.trim().toLowerCase();
  if (/^(gb_?2312|gbk|gb18030|x-gbk|cp936|euc-cn)$/.test(lower)) return 'gb18030';
  if (/^(latin-?1|l1|iso_?-?8859-?_?1|us-ascii|ascii|cp1252)$/.test(lower)) return 'windows-1252';
  if (/^(ks_c_5601-1987|ksc5601|euc-?kr|uhc|windows-949)$/.test(lower)) return 'cp949';
  if (/^(tis-?620|iso-?8859-11|windows-874)$/.test(lower)) return 'cp874';
  return lower.replace(/^utf-(16|32)-([lb]e)$/, 'utf-$1$2').replace(/^iso-2022-jp-.*$/, 'iso-2022-jp');
}

export function hasDecoder(encoding: string): boolean {
  // The library also "decodes" what is no encoding of text.
  if (/^(base64|hex|binary)$/.test(encoding)) return false;
  return encoding.startsWith('iso-2022-') ? /-(jp|kr)$/.test(encoding) : iconv.encodingExists(encoding);
}

export function decoderOf(encoding: string): Decoder {
  if (encoding === 'utf-8') return new Utf8Decoder();
  if (encoding === 'iso-2022-kr') return new KoreanShiftDecoder();
  if (encoding === 'iso-2022-jp') {
    const decoder = new TextDecoder('iso-2022-jp');
    return { write: bytes => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
  }
  const decoder = iconv.getDecoder(encoding, { stripBOM: false });
  return { write: bytes => decoder.write(Buffer.from(bytes)), end: () => decoder.end() ?? '' };
}

/**
 * UTF-8 that keeps what does not belong: a single stray byte is read as Windows-1252, which is what mixed files hold; the
 * rest of a cut sequence becomes U+FFFD.
 */
class Utf8Decoder implements Decoder {
  #rest: Uint8Array = new Uint8Array();

  write(chunk: Uint8Array): string {
    const bytes = this.#rest.length === 0 ? chunk : joined([this.#rest, chunk]);
    const end = bytes.length - cutLength(bytes);
    this.#rest = bytes.slice(end);
    return strictUtf8(bytes.subarray(0, end)) ?? repairedUtf8(bytes.subarray(0, end));
  }

  end(): string {
    const rest = this.#rest;
    this.#rest = new Uint8Array();
    return rest.length === 0 ? '' : repairedUtf8(rest);
  }
}

/** Bytes of a sequence that begins at the end and is not complete: 0 to 3. */
function cutLength(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    if (bytes[bytes.length - back]! >= 0xc0) {
      return sequenceAt(bytes, bytes.length - back) === -back ? back : 0;
    }
  }
  return 0;
}

function strictUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function repairedUtf8(bytes: Uint8Array): string {
  const lenient = new TextDecoder('utf-8', { ignoreBOM: true });
  const pieces: string[] = [];
  let from = 0;
  for (let i = 0; i < bytes.length; ) {
    const length = sequenceAt(bytes, i);
    if (length === 0 || length === -1) {
      pieces.push(lenient.decode(bytes.subarray(from, i)), iconv.decode(Buffer.from([bytes[i]!]), 'windows-1252'));
      from = i + 1;
    }
    i += Math.max(1, Math.abs(length));
  }
  pieces.push(lenient.decode(bytes.subarray(from)));
  return pieces.join('');
}

/** ISO-2022-KR (RFC 1557): shift-out and shift-in switch between ASCII and KS X 1001, which is EUC-KR without its high bit. */
class KoreanShiftDecoder implements Decoder {
  #shifted = false;
  readonly #decoder = iconv.getDecoder('cp949');

  write(bytes: Uint8Array): string {
    const plain: number[] = [];
    for (const byte of bytes) {
      if (byte === 0x0e || byte === 0x0f) this.#shifted = byte === 0x0e;
      else plain.push(this.#shifted && byte > 0x20 ? byte | 0x80 : byte);
    }
    return this.#decoder.write(Buffer.from(plain)).replaceAll('\x1b$)C', '');
  }

  end(): string {
    return this.#decoder.end() ?? '';
  }
}

/** Counts well-formed multi-byte sequences, and the maximal ill-formed ones (Unicode 16, section 3.9). */
export function countUtf8(bytes: Uint8Array): { valid: number; invalid: number } {
  let valid = 0;
  let invalid = 0;
  for (let i = 0; i < bytes.length; ) {
    const byte = bytes[i]!;
    if (byte < 0x80) {
      i++;
      continue;
    }
    const length = sequenceAt(bytes, i);
    if (length > 0) valid++;
    // A sequence that the end cuts is no fault of the text.
    else if (i + 3 < bytes.length || valid === 0) invalid++;
    i += Math.max(1, Math.abs(length));
  }
  return { valid, invalid };
}

/** Length of the UTF-8 sequence at `i`; negative length of its well-formed beginning when it is cut or broken; 0 for a stray. */
function sequenceAt(bytes: Uint8Array, i: number): number {
  const lead = bytes[i]!;
  const length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  for (let k = 1; k < length; k++) {
    const byte = bytes[i + k] ?? 0;
    const low = k > 1 ? 0x80 : lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const high = k > 1 ? 0xbf : lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    if (byte < low || byte > high) return -k;
  }
  return length;
}

/** Bytes as the characters of the same numbers. */
export function ascii(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

export function joined(chunks: readonly Uint8Array[]): Uint8Array {
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}
