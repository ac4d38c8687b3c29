import { createHmac } from 'node:crypto';
import { normalise } from './placeholders.ts';

/**
 * What stands for a value of a person in `subjects.jsonl`: 24 hex digits of HMAC-SHA-256 over the entity and the value as
 * {@link normalise} writes it, so that all spellings of one value have one reference.
 *
 * With a key, since a plain hash of a phone number or a name is undone by trying all of them. With a key of its own, not that
 * of the `hash` operator: whoever may look up where a person occurs need not be able to tell who stands behind a hash in the
 * text, and either key can be destroyed without the other.
 */
export function subjectRef(key: Uint8Array, entity: string, value: string): string {
  return createHmac('sha256', key)
    .update(`subject\0${entity}\0${normalise(entity, value)}`)
    .digest('hex')
    .slice(0, 24);
}
