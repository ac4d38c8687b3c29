// What the demo exports, read by the code of the runners and services themselves: their loaders, checkers and tokenizers, in
// a Python environment that is made on first use (some 600 MB). Where it cannot be made that is said, and no failure.
// Usage: npm run test:runners
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environment, installPython, outcome } from '../../bench/installed.ts';
import { rowsOf } from '../../src/audit/dataset.ts';
import { loadCatalog } from '../../src/catalog.ts';
import { readFacts } from '../../src/cli/finished-run.ts';
import { main as corpusmith } from '../../src/cli/main.ts';
import { modelAt } from '../../src/cli/model-folder.ts';
import { run } from '../../src/run.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tokenizer = join(root, 'fixtures/tokenizers/small');
const folder = mkdtempSync(join(tmpdir(), 'corpusmith-runners-'));

/** What we make of each row: ids, and which of them a model learns. */
async function writeMasks(out: string, path: string): Promise<void> {
  const facts = readFacts(out);
  const dataset = { folder: out, facts, catalog: await loadCatalog() };
  const model = modelAt(tokenizer);
  const lines: string[] = [];
  for (const split of facts.dataset.splits) {
    for await (const { text, parts } of rowsOf(dataset, split, new AbortController().signal)) {
      const { ids, trained } = model.chatRow(parts)!;
      lines.push(JSON.stringify({ row: JSON.parse(text), ids, trained: [...trained] }));
    }
  }
  writeFileSync(path, `${lines.join('\n')}\n`);
}

/** Runs everything with this Python; gives the exit code. */
async function check(python: string): Promise<number> {
  const out = join(folder, 'demo');
  await run(join(root, 'pipelines/demo.yaml'), { out });
  const exported = join(folder, 'exported');
  await corpusmith(['export', out, '--for', 'trl,together,mistral,gemini', '--out', exported]);
  await writeMasks(out, join(folder, 'masks.jsonl'));
  const script = fileURLToPath(new URL('./check.py', import.meta.url));
  const child = spawn(python, [script, exported, join(folder, 'masks.jsonl'), tokenizer], {
    stdio: 'inherit',
    env: environment,
  });
  return new Promise(resolve => child.on('close', code => resolve(code ?? 1)));
}

try {
  const requirements = fileURLToPath(new URL('./requirements.txt', import.meta.url));
  const python = await outcome(() => installPython('runners', requirements));
  if (typeof python === 'string') process.exitCode = await check(python);
  else process.stdout.write(`not run: the Python environment cannot be made: ${python.missing}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
