import { canonicalJson, sha256 } from './hash.ts';

/** A JSON file that holds the hash of the rest of itself as `seal`. */
export type Sealed<T> = T & { readonly seal: string };

/** The text of a sealed file: JSON with its SHA-256 in canonical form as the last key. */
export function sealed(content: object): string {
  return `${JSON.stringify({ ...content, seal: sha256(canonicalJson(content)) }, null, 2)}\n`;
}

/** The content of a sealed file; undefined when any byte of it has been altered. */
export function unsealed<T>(text: string): Sealed<T> | undefined {
  let found: Sealed<T>;
  try {
    found = JSON.parse(text) as Sealed<T>;
  } catch {
    return undefined;
  }
  if (found === null || typeof found !== 'object') return undefined;
  const { seal: _seal, ...content } = found as Sealed<object>;
  return sealed(content) === text ? found : undefined;
}
