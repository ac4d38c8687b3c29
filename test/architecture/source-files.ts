import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../src', import.meta.url));

export interface SourceFile {
  /** Relative to `src`, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Files of ours that it imports, relative to `src`. */
  readonly ours: readonly string[];
  /** Packages and Node modules that it imports. */
  readonly packages: readonly string[];
}

/** All of TypeScript; what is written in AssemblyScript is compiled to a generated file. */
export const files: readonly SourceFile[] = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map(path => path.replaceAll('\\', '/'))
  .filter(path => path.endsWith('.ts') && !path.startsWith('kernels/assembly/'))
  .sort()
  .map(path => {
    const text = readFileSync(join(root, path), 'utf8');
    const imports = [...text.matchAll(/(?:^|\n)(?:import|export)\s[^;]*?from '([^']+)'|import\('([^']+)'\)/g)];
    const names = imports.map(match => (match[1] ?? match[2])!);
    return {
      path,
      text,
      ours: names.filter(name => name.startsWith('.')).map(name => posix.join(dirname(path), name)),
      packages: names.filter(name => !name.startsWith('.')).map(packageOf),
    };
  });

/** `src/cli/run.ts` is of `cli`; a file directly in `src` is of its own name. */
export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : path.replace(/\.ts$/, '');
}

function packageOf(name: string): string {
  if (name.startsWith('node:')) return name;
  const [scope, part] = name.split('/');
  return scope!.startsWith('@') ? `${scope}/${part}` : scope!;
}
