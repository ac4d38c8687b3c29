import { CorpusmithError } from '../core/errors.ts';
import type { LoadedPipeline, Path } from './load.ts';

/** Keys whose values may name environment variables: paths, endpoints and secrets. Nowhere else is anything replaced. */
const KEYS = new Set([
  'root',
  'files',
  'exclude',
  'dir',
  'plugins',
  'tokenizer',
  'endpoint',
  'password',
  'key',
  'keyFile',
  'subjectKey',
  'subjectKeyFile',
]);

/** The pipeline's data with `${NAME}` replaced under those keys. `E_ENV` when a variable is not set. */
export function substituteEnvironment(loaded: LoadedPipeline): unknown {
  const walk = (value: unknown, path: Path, allowed: boolean): unknown => {
    if (typeof value === 'string') return allowed ? substitute(value, loaded, path) : value;
    if (Array.isArray(value)) return value.map((inner, i) => walk(inner, [...path, i], allowed));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, walk(inner, [...path, key], KEYS.has(key))]),
    );
  };
  return walk(loaded.data, [], false);
}

function substitute(text: string, loaded: LoadedPipeline, path: Path): string {
  return text.replace(/\$\{(\w+)\}/g, (_all, name: string) => {
    const value = process.env[name];
    if (value === undefined) throw new CorpusmithError('E_ENV', { place: loaded.place(path), detail: name });
    return value;
  });
}
