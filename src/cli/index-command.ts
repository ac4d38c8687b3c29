import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { loadCatalog } from '../catalog.ts';
import { pipelineSchema } from '../config/pipeline.ts';
import { CorpusmithError } from '../core/errors.ts';
import type { Catalog, GlobalStageDefinition } from '../define.ts';
import { buildIndex } from '../engine/local/reference-index.ts';
import { type IndexFile, readIndex } from '../engine/local/references.ts';
import { prepare } from '../run.ts';
import { type Arguments, type Command, defined, EXIT, type Terminal, text, wholeNumber } from './command.ts';
import { count, size } from './progress.ts';

const STAGE = 'dedupe';

export const indexCommand: Command = {
  name: 'index',
  summary: 'Sketch earlier datasets once, so that `dedupe` can compare with them by `against: INDEX`',
  usage: 'build INDEX DATA... [--pipeline FILE] | info INDEX',
  positionals: [2, 10_000],
  options: {
    pipeline: {
      type: 'string',
      value: 'FILE',
      describe: 'Take the shingles from the `dedupe` stage of this pipeline.',
    },
    root: {
      type: 'string',
      value: 'DIR',
      describe: 'Folder that DATA paths start from; it is no part of their names.',
    },
    words: { type: 'string', value: 'N', describe: 'Words to a shingle. Default: 5.' },
    characters: { type: 'string', value: 'N', describe: 'Characters to a shingle. Default: 5.' },
    'mask-digits': { type: 'boolean', describe: 'Take all digits for equal.' },
  },
  async run(args, terminal) {
    const [action, folder, ...paths] = args.positionals;
    if (action === 'info' && paths.length === 0) return info(resolve(folder!), args, terminal);
    if (action === 'build' && paths.length > 0) return build(resolve(folder!), paths, args, terminal);
    throw new CorpusmithError('E_USAGE', {
      detail: `${mistake(action!)}. Usage: corpusmith index ${indexCommand.usage}`,
    });
  },
};

function mistake(action: string): string {
  if (action === 'build') return 'nothing to sketch is named';
  if (action === 'info') return 'info takes one INDEX and nothing more';
  return `there is no "index ${action}"`;
}

async function build(folder: string, paths: readonly string[], args: Arguments, terminal: Terminal): Promise<number> {
  const { catalog, options } = await stageOf(args);
  const index = await buildIndex({
    catalog,
    stage: STAGE,
    options,
    paths,
    root: resolve(text(args, 'root') ?? '.'),
    limits: pipelineSchema.shape.limits.parse(undefined),
    folder,
    signal: terminal.signal,
    onFile: (file, sketched) => terminal.err(`${sketched ? 'sketched' : 'has already'} ${rowsOf(file)}\n`),
  });
  terminal.out(args.json ? `${JSON.stringify(index)}\n` : described(index));
  return EXIT.done;
}

async function info(folder: string, args: Arguments, terminal: Terminal): Promise<number> {
  const { catalog, options } = await stageOf(args);
  if (!existsSync(join(folder, 'index.json')))
    throw new CorpusmithError('E_REFERENCE', { place: relative('.', folder), detail: 'there is no index in it' });
  const stage = catalog.stages.get(STAGE) as GlobalStageDefinition;
  const index = readIndex(folder, stage);
  terminal.out(args.json ? `${JSON.stringify(index)}\n` : described(index));
  const wanted = stage.sketchedWith?.(options as never).version;
  if (index.sketchedWith.version !== wanted)
    terminal.err(
      `Made by another version of corpusmith, which sketches otherwise: a run will refuse it. Build it again.\n`,
    );
  return EXIT.done;
}

/** The stage of the pipeline that is named, or with the options that are given. */
async function stageOf(args: Arguments): Promise<{ catalog: Catalog; options: Record<string, unknown> }> {
  const pipeline = text(args, 'pipeline');
  if (pipeline !== undefined) {
    const { catalog, plan } = await prepare(pipeline);
    const stage = plan.stages.find(({ use }) => use === STAGE);
    if (stage !== undefined) return { catalog, options: stage.options };
    throw new CorpusmithError('E_USAGE', { detail: `${pipeline} has no ${STAGE} stage` });
  }
  const catalog = await loadCatalog();
  const given = {
    ...defined('words', wholeNumber(args, 'words', 1, 16)),
    ...defined('characters', wholeNumber(args, 'characters', 1, 64)),
    ...(args.values['mask-digits'] === true ? { digits: 'mask' } : {}),
  };
  return { catalog, options: catalog.stages.get(STAGE)!.options.parse(given) as Record<string, unknown> };
}

function described(index: IndexFile): string {
  // What shingles are made of is the option `shingles`.
  const settings = Object.entries(index.sketchedWith).map(([name, value]) => {
    return `${name === 'by' ? 'shingles' : name} ${value}`;
  });
  const files = index.files.toSorted((a, b) => (a.dataset < b.dataset ? -1 : a.dataset > b.dataset ? 1 : 0));
  const lines = files.map(file => `  ${rowsOf(file)}, ${size(file.bytes)}\n`);
  const rows = index.files.reduce((sum, { documents }) => sum + documents, 0);
  return `Index for ${index.stage} (${settings.join(', ')}): ${counted(rows)}\n${lines.join('')}`;
}

function rowsOf({ dataset, split, documents }: IndexFile['files'][number]): string {
  return `${dataset}${split === undefined ? '' : ` (${split})`}: ${counted(documents)}`;
}

function counted(rows: number): string {
  return `${count(rows)} ${rows === 1 ? 'row' : 'rows'}`;
}
