// Word lists: those of @faker-js/faker (MIT) by locale, and our own under lists/.
import { readFileSync } from 'node:fs';
import { allLocales } from '@faker-js/faker';

type Locale = keyof typeof allLocales;

const LATIN = /^[\p{Script=Latin}\p{M}' .’&-]+$/u;

/** All strings of one of faker's lists, e.g. `person.first_name`, in Latin letters; the lists may be nested. */
export function fakerList(locale: string, path: string): readonly string[] {
  let found: unknown = allLocales[locale as Locale];
  for (const key of path.split('.')) found = (found as Record<string, unknown> | undefined)?.[key];
  return [...new Set(strings(found))].filter(text => LATIN.test(text) && !text.includes('{'));
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(strings);
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(strings) : [];
}

/** Locales whose lists have Latin letters. */
export const LOCALES: readonly string[] = Object.keys(allLocales).filter(
  locale => !['base', 'en_BORK', 'en_AU_ocker', 'eo', 'la'].includes(locale),
);

/** A file of this folder: its lines without empty ones and comments (`# `). */
export function ownLines(path: string): readonly string[] {
  return readFileSync(new URL(path, import.meta.url), 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '' && !line.startsWith('# '));
}

/** A file of `name: entry; entry; ...` lines. */
export function ownLists(path: string): Readonly<Record<string, readonly string[]>> {
  const entries = ownLines(path).map(line => {
    const colon = line.indexOf(':');
    const items = line.slice(colon + 1).split(';');
    return [line.slice(0, colon).trim(), items.map(item => item.trim()).filter(item => item !== '')] as const;
  });
  return Object.fromEntries(entries);
}
