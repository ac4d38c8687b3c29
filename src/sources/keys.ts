import { hashOf } from '../core/hash.ts';
import type { InputFile } from '../core/source.ts';

const DIGITS = 16;

/** The label `file`: the first 16 hex digits of the file's SHA-256. Copies of a file under other names have the same. */
export function fileKey({ sha256 }: Pick<InputFile, 'sha256'>): string {
  return sha256.slice(0, DIGITS);
}

/** A customer as a source knows them. */
export interface Customer {
  readonly email?: string | undefined;
  /** What the system calls them: of a person, not of a company. */
  readonly id?: string | undefined;
}

/**
 * The label `customer`, 16 hex digits: a hash of the address in lower case, which is the same whatever source knows it; else of
 * the source's name and the id. Undefined when neither is known: a name is no key, as two people may share it.
 */
export function customerKey(source: string, { email, id }: Customer): string | undefined {
  const address = email?.trim().toLowerCase();
  if (address?.includes('@')) return hashOf(address).slice(0, DIGITS);
  return id?.trim() ? hashOf(source, id.trim()).slice(0, DIGITS) : undefined;
}
