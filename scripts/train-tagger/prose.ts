// Technical prose without names: the doc comments of @types/node (MIT).
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../node_modules/@types/node/', import.meta.url);

/** Sentences and headings of the comments, in the order of the files. */
export function technicalProse(): readonly string[] {
  const found = new Set<string>();
  for (const file of readdirSync(folder)
    .filter(name => name.endsWith('.d.ts'))
    .sort()) {
    for (const [comment] of readFileSync(new URL(file, folder), 'utf8').matchAll(/\/\*\*[\s\S]*?\*\//g)) {
      const prose = comment
        .replace(/```[\s\S]*?```/g, ' ')
        .replace(/^\s*\/?\*+\/?/gm, '')
        .replace(/@\w+/g, ' ');
      for (const paragraph of prose.split(/\n\s*\n/)) {
        const text = paragraph.replace(/\s+/g, ' ').trim();
        if (text.length > 30 && text.length < 400 && !/[<>|[{]/.test(text)) found.add(text);
      }
    }
  }
  return [...found];
}
