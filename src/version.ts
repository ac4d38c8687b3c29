import { readdirSync, readFileSync } from 'node:fs';
import { hashOf } from './core/hash.ts';

/** Version of this package, for people. */
export const version: string = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;

/**
 * Hash of the code that makes the output: ours and that of plugins, given by their paths. Part of every resume key, so that
 * changed code never goes on with what other code has left.
 */
export function codeHash(plugins: readonly string[]): string {
  const here = new URL('.', import.meta.url);
  const names = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter(name => /(?<!\.d)\.[jt]s$/.test(name));
  const own = names.sort().flatMap(name => [name, readFileSync(new URL(name.replaceAll('\\', '/'), here))]);
  return hashOf(...own, ...plugins.map(path => readFileSync(path)));
}
