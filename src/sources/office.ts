import { CorpusmithError } from '../core/errors.ts';

/**
 * No Office program writes a DTD, and entities declared in one can grow without bounds or name files: `E_XML_ENTITIES`. UTF-16 is
 * looked at too.
 */
export function refuseEntities(content: Uint8Array): void {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  for (const encoding of ['latin1', 'utf16le'] as const) {
    for (const sign of ['<!DOCTYPE', '<!ENTITY']) {
      if (bytes.includes(Buffer.from(sign, encoding))) throw new CorpusmithError('E_XML_ENTITIES');
    }
  }
  const bigEndian = bytes.length > 1 && bytes[0] === 0xfe && bytes[1] === 0xff;
  if (bigEndian) throw new CorpusmithError('E_BROKEN', { detail: 'XML in an encoding that Office does not write' });
}
