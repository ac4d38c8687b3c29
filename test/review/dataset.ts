// A small finished run to review: conversations in English, notes in German, personal data in half of them.
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset } from '../../src/audit/dataset.ts';
import { loadCatalog } from '../../src/catalog.ts';
import { readFacts } from '../../src/cli/finished-run.ts';
import { run } from '../../src/run.ts';
import { tempFolder, writeFiles } from '../engine/harness.ts';

export const never = new AbortController().signal;

/** Left in every fifth conversation: no recognizer knows it. */
const badge = (i: number) => `QRS-1${String(i).padStart(4, '0')}`;

function conversation(i: number): string {
  const about = i % 2 === 0 ? `Please write to jane.roe${i}@acme-mills.com.` : 'Please look at it when you can.';
  const code = i % 5 === 0 ? ` My badge says ${badge(i)}.` : '';
  const batch = i % 4 === 0 ? ` It is of the batch ${20_480_000 + i}.` : '';
  return JSON.stringify({
    messages: [
      {
        role: 'user',
        content: `The pump number ${i} of our cold room makes a noise at night. ${about}${code}${batch}`,
      },
      {
        role: 'assistant',
        content: `Thank you for the report. We will look at pump ${i} tomorrow.${' It is safe.'.repeat(i % 7)}`,
      },
    ],
  });
}

function note(i: number): string {
  return JSON.stringify({
    messages: [
      { role: 'user', content: `Die Pumpe Nummer ${i} in unserem Werk macht seit gestern seltsame Geräusche.` },
      { role: 'assistant', content: `Vielen Dank für die Nachricht, wir sehen uns die Pumpe ${i} morgen früh an.` },
    ],
  });
}

/** Runs a pipeline over so many conversations, and half as many notes; returns the folder that holds `out`. */
export async function finishedRun(conversations: number): Promise<ReturnType<typeof tempFolder>> {
  const folder = tempFolder();
  const lines = (number: number, line: (i: number) => string) =>
    Array.from({ length: number }, (_, i) => `${line(i)}\n`).join('');
  writeFiles(folder.path, {
    'in/chats.jsonl': lines(conversations, conversation),
    'in/notes.jsonl': lines(conversations / 2, note),
  });
  await run(
    {
      name: 'pumps',
      root: folder.path,
      sources: [
        { use: 'jsonl', files: 'in/chats.jsonl' },
        { use: 'jsonl', files: 'in/notes.jsonl' },
      ],
      stages: [
        { use: 'language' },
        { use: 'redact' },
        { use: 'split', validation: 0.1, allowLeaks: { answers: 1000 } },
      ],
      sink: { format: 'messages' },
    },
    { workers: 0 },
  );
  return folder;
}

export async function datasetAt(folder: string): Promise<Dataset> {
  return { folder, facts: readFacts(folder), catalog: await loadCatalog() };
}

/** A copy of a finished run's dataset to work in, of its own name. */
export function copyOf({ path }: { readonly path: string }, name: string): string {
  const copy = join(path, 'copies', name);
  mkdirSync(join(path, 'copies'), { recursive: true });
  cpSync(join(path, 'out'), copy, { recursive: true });
  return copy;
}
