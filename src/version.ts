import { readFileSync } from 'node:fs';

/** Version of this package: part of every resume key and report. */
export const version: string = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
