import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { builtIn } from '../../src/catalog.ts';
import * as api from '../../src/index.ts';
import { files, folderOf } from './source-files.ts';

const KINDS = ['sources', 'stages', 'recognizers', 'formats', 'sinks', 'trainers'];
const DEFINES = /\bdefine(?:Source|Container|Stage|GlobalStage|Recognizer|Format|Sink|Trainer)\(/;

test('every part file is in the index of its kind', () => {
  const missing = files.filter(({ path, text }) => {
    if (!KINDS.includes(folderOf(path)) || !DEFINES.test(text) || /index\.ts$/.test(path)) return false;
    return !reachable(`${folderOf(path)}/index.ts`).has(path);
  });
  expect(missing.map(file => file.path)).toEqual([]);
});

test.each(builtIn.map(part => [`${part.kind} ${part.name}`, part] as const))('%s describes itself', (_name, part) => {
  expect(part.name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  expect(part.summary.length).toBeGreaterThan(5);
  if (!('options' in part)) return;
  const schema = z.toJSONSchema(part.options as z.ZodType, { io: 'input', unrepresentable: 'any' });
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    expect((property as { description?: string }).description, `option ${name}`).toMatch(/^[A-Z`].*\.$/s);
  }
});

test('names are unique within their kind', () => {
  const names = builtIn.map(part => `${part.kind} ${part.name}`);
  expect(names).toEqual([...new Set(names)]);
});

test('the public API is the checked-in list', () => {
  const listed = readFileSync(new URL('./public-api.txt', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  expect(Object.keys(api).sort()).toEqual(listed);
});

function reachable(from: string, seen = new Set<string>()): Set<string> {
  if (seen.has(from)) return seen;
  seen.add(from);
  for (const next of files.find(file => file.path === from)?.ours ?? []) reachable(next, seen);
  return seen;
}
