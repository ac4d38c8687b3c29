import type { Document } from '../../core/document.ts';
import { hashOf } from '../../core/hash.ts';
import type { Draft } from '../../core/source.ts';
import type { FileRef } from './shard.ts';

const ID_LENGTH = 16;

/** The id of what lies at `locator` in the file `uri`: the same wherever and whenever it is read. 64 bits, hex. */
export function idOf(uri: string, locator: string | undefined): string {
  return hashOf(uri, locator ?? '').slice(0, ID_LENGTH);
}

/** Gives a draft its id and origin. */
export function documentOf(draft: Draft, files: readonly FileRef[]): Document {
  const file = draft.file ?? files[0]!;
  const origin = { uri: file.uri, sha256: file.sha256 };
  return {
    id: idOf(file.uri, draft.locator),
    origin: draft.locator === undefined ? origin : { ...origin, locator: draft.locator },
    parts: draft.parts,
    labels: draft.labels ?? {},
  };
}
