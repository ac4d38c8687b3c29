import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Draft, InputFile } from '../../../src/core/source.ts';
import type { SourceDefinition } from '../../../src/define.ts';
import { memoryFile, type Reading } from '../../harness.ts';

const root = join(import.meta.dirname, '../../../fixtures/sources/exports');

/** The files of a small export, in order of name; `change` may rewrite a file's text, or leave the file out. */
export function load(
  name: string,
  change: (text: string, uri: string) => string | undefined = text => text,
): InputFile[] {
  const files = readdirSync(join(root, name), { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const uris = files.map(({ parentPath, name: file }) => join(parentPath, file).slice(root.length + 1)).sort();
  return uris.flatMap(uri => {
    const text = change(readFileSync(join(root, uri), 'utf8'), uri);
    return text === undefined ? [] : [memoryFile(uri, text)];
  });
}

/** What detection makes of a file. */
export async function detected(source: SourceDefinition, file: InputFile): Promise<number> {
  return source.detect({ uri: file.uri, bytes: file.bytes, head: await file.slice(0, 65_536) });
}

/** Turns of a draft as `user: text`. */
export function turns(draft: Draft | undefined): string[] {
  return (draft?.parts ?? []).map(({ role, text }) => `${role}: ${text}`);
}

export function byLocator({ drafts }: Reading, locator: string): Draft | undefined {
  return drafts.find(draft => draft.locator === locator);
}

export const failed = ({ failures }: Reading) => {
  return failures.map(({ fail, locator, file }) =>
    [fail, file?.uri.split('/').at(-1), locator].filter(Boolean).join(' '),
  );
};
