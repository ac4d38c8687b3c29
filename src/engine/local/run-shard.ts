import type { Document } from '../../core/document.ts';
import { CorpusmithError } from '../../core/errors.ts';
import type { Draft, SourceContext, Unreadable } from '../../core/source.ts';
import { add, checkConservation } from './account.ts';
import type { Bench } from './bench.ts';
import { documentCode, placeIn } from './failure.ts';
import { documentOf } from './ids.ts';
import { inputFile } from './input.ts';
import { Passage } from './passage.ts';
import { READING } from './pulse.ts';
import type { ShardDone, ShardTask } from './shard.ts';
import { ShardFiles } from './shard-files.ts';
import { workLines } from './work-lines.ts';

/** Streams one shard through one phase and writes its files. Nothing but these files remains of it. */
export async function runShard(task: ShardTask, bench: Bench): Promise<ShardDone> {
  const last = bench.phases[task.phase]!.closes === undefined;
  const files = new ShardFiles(task.output, last ? [] : ['docs']);
  try {
    const passage = await Passage.through(task, bench, files);
    if (task.input === undefined) await readSource(task, bench, passage);
    else await readDocuments(task.input, bench, passage);
    const place = task.shard.files[0]!.uri;
    for (const [stage, account] of Object.entries(passage.accounts)) checkConservation(stage, place, account);
    return { accounts: passage.accounts, documents: passage.documents, files: files.close(), ...passage.rowTotals };
  } finally {
    files.discard();
  }
}

/** Reads the files of a shard with its source. What cannot be read is counted and quarantined; reading goes on. */
async function readSource(task: ShardTask, bench: Bench, passage: Passage): Promise<void> {
  const { shard, limit } = task;
  if (shard.fail !== undefined) return passage.refuse({ ...shard.fail, fail: shard.fail.code });
  const { positional } = bench.catalog.sources.get(shard.use)!;
  const seen = new Set<string>();
  try {
    for await (const item of draftsOf(task, bench, passage)) {
      beat(bench, passage);
      if ('fail' in item) passage.refuse(item);
      else {
        const doc = documentOf(item, shard.files);
        if (seen.has(doc.id)) passage.refuse({ ...item, fail: 'E_DUPLICATE_ID' });
        else await passage.begin(doc);
        if (!positional) seen.add(doc.id);
      }
      if (passage.ordinal === limit) break;
    }
  } catch (error) {
    const place = `reading ${shard.files[0]!.uri}`;
    passage.refuse({ fail: documentCode(error, place, 'E_READER') }, placeIn(error));
  }
}

function draftsOf({ shard }: ShardTask, bench: Bench, passage: Passage): AsyncIterable<Draft | Unreadable> {
  const { plan, catalog, pulse } = bench;
  const source = catalog.sources.get(shard.use)!;
  const entry = plan.sources[shard.source]!;
  const onRead = (bytes: number) => {
    pulse.count('bytes', bytes);
    pulse.beat(passage.ordinal, READING);
  };
  const files = shard.files.map(ref => inputFile(ref, plan.limits.file, shard.range, onRead));
  const { counters } = passage.account('read');
  const ctx: SourceContext = {
    limits: plan.limits,
    count: (name, by = 1) => add(counters, name, by),
    signal: passage.signal,
  };
  // An `auto` entry has no options: the part that was chosen takes its defaults.
  const options = entry.use === shard.use ? entry.options : source.options.parse({});
  const unit = { files, start: shard.range?.start ?? 0, line: shard.range?.line ?? 1 };
  return source.read(unit, options as never, ctx);
}

/** Reads what the phase before left, side by side with what the barrier decided. */
async function readDocuments(input: NonNullable<ShardTask['input']>, bench: Bench, passage: Passage): Promise<void> {
  const decisions = workLines(input.decisions);
  for await (const line of workLines(input.docs)) {
    beat(bench, passage);
    bench.pulse.count('bytes', line.length);
    const decision: string = (await decisions.next()).value ?? '';
    await passage.goOn(JSON.parse(line) as Document, decision === '' ? undefined : JSON.parse(decision));
  }
  if (passage.ordinal !== input.documents) {
    const detail = `${input.documents} documents were handed over, ${passage.ordinal} arrived`;
    throw new CorpusmithError('E_CONSERVATION', { place: input.docs, detail });
  }
}

/** Between two documents: shows that the shard is alive, and stops when the run is being stopped. */
function beat({ pulse }: Bench, passage: Passage): void {
  pulse.beat(passage.ordinal, READING);
  if (!pulse.aborted) return;
  passage.stop();
  throw new CorpusmithError('E_INTERRUPTED');
}
