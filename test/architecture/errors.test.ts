import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type ErrorCode, errors } from '../../src/core/errors.ts';
import { files } from './source-files.ts';

/** It runs before anything of `src` can be loaded. */
const bin = readFileSync(new URL('../../bin/corpusmith.js', import.meta.url), 'utf8');

test.each(Object.keys(errors) as ErrorCode[])('%s is used, and says what happened and what to do', code => {
  const users = files.filter(({ path }) => path !== 'core/errors.ts').map(({ text }) => text);
  expect([bin, ...users].some(text => text.includes(code))).toBe(true);
  expect(errors[code].what).toMatch(/^[A-Z].*[^.]$/);
  expect(errors[code].fix).toMatch(/^[A-Z`].*\.$/);
});
