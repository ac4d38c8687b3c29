import { afterEach, beforeEach, expect, test } from 'vitest';
import { planOf, runPlan, tempFolder, writeFiles } from '../harness.ts';
import { loadCatalog } from './thread-parts.ts';

let folder: ReturnType<typeof tempFolder>;
beforeEach(() => {
  folder = tempFolder();
});
afterEach(() => folder.remove());

test('a worker that has held documents does not decide: its heap has been given back', async () => {
  const files = Array.from({ length: 8 }, (_, file) => [`in/${file}.txt`, `one ${file}\ntwo ${file}\n`]);
  writeFiles(folder.path, Object.fromEntries(files));
  const { facts } = await runPlan(planOf(folder.path, ['threads', 'threads']), {
    workers: 2,
    catalog: await loadCatalog(),
    catalogModule: new URL('./thread-parts.ts', import.meta.url).href,
  });
  const told = facts.stages.filter(({ name }) => name.startsWith('threads')).map(stage => stage.facts!);
  expect(told).toHaveLength(2);
  // Threads are numbered in the order of their beginning.
  for (const { youngest, deciding } of told) expect(deciding).toBeGreaterThan(youngest!);
});
