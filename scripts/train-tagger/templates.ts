// The sentences of templates/, by language: with names, and plain ones without.
import { ownLines } from './lists.ts';

export const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt'] as const;

export type Language = (typeof LANGUAGES)[number];

export interface Templates {
  readonly named: readonly string[];
  readonly plain: readonly string[];
}

/** Which part of the templates: all; all but every seventh; or only every seventh, on which the others are measured. */
export type Part = 'all' | 'most' | 'held out';

export function templatesOf(part: Part): Readonly<Record<Language, Templates>> {
  const chosen = (_line: string, i: number) => part === 'all' || (i % 7 === 3) === (part === 'held out');
  const entries = LANGUAGES.map((language): [Language, Templates] => {
    const lines = (name: string) => ownLines(`templates/${name}.txt`).filter(chosen);
    return [language, { named: lines(language), plain: lines(`${language}-plain`) }];
  });
  return Object.fromEntries(entries) as Record<Language, Templates>;
}

/** The words of all templates in lower case, without their slots: none of them is a name. */
export function plainWords(): ReadonlySet<string> {
  const lines = Object.values(templatesOf('all')).flatMap(({ named, plain }) => [...named, ...plain]);
  const words = lines.flatMap(line => line.replace(/\{\w+\}|\\n/g, ' ').match(/(?<!\p{L})\p{Ll}{2,}(?!\p{L})/gu) ?? []);
  return new Set(words);
}
