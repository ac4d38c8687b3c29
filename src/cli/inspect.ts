import { resolve } from 'node:path';
import { type DatasetRow, rowsOf } from '../audit/dataset.ts';
import { loadCatalog } from '../catalog.ts';
import { CorpusmithError } from '../core/errors.ts';
import type { RunFacts, SplitFacts } from '../core/facts.ts';
import { PRIVATE, writeAtomically } from '../engine/local/files.ts';
import { type RowView, rowViewHtml, rowViewText, runsOf } from '../reports/row-view.ts';
import type { ChatRow, ModelText } from '../tokenizers/model.ts';
import { type Command, defined, EXIT, text } from './command.ts';
import { readFacts } from './finished-run.ts';
import { modelAt } from './model-folder.ts';

/** Rows on a page. */
const MOST_ROWS = 50;

export const inspectCommand: Command = {
  name: 'inspect',
  summary: 'Show rows of a finished dataset as the trainer sees them: the rendered text, what of it is learned, tokens',
  usage: 'DIR [--row train.jsonl:12] [--tokenizer DIR] [--ids] [--html FILE]',
  positionals: [1, 1],
  options: {
    row: { type: 'string', value: 'FILE:LINE', describe: 'The row to show. Default: the first of the first split.' },
    tokenizer: {
      type: 'string',
      value: 'DIR',
      describe: 'Folder of the model. Default: the `tokenizer` of the pipeline, relative to the current folder.',
    },
    ids: { type: 'boolean', describe: 'List every token with its id; + stands before those that are learned.' },
    html: {
      type: 'string',
      value: 'FILE',
      describe: `Write a page with this row and those after it, ${MOST_ROWS} at most. It holds text of the dataset.`,
    },
  },
  async run(args, terminal) {
    const folder = resolve(args.positionals[0]!);
    const facts = readFacts(folder);
    const { split, line } = placeOf(text(args, 'row'), facts);
    const tokenizer = text(args, 'tokenizer') ?? facts.dataset.tokenizer;
    if (tokenizer === undefined)
      throw new CorpusmithError('E_USAGE', {
        detail: 'the run counted no tokens: name the folder of a model with --tokenizer',
      });
    const model = modelAt(tokenizer);
    const page = text(args, 'html');
    const dataset = { folder, facts, catalog: await loadCatalog() };
    const seen: { readonly row: DatasetRow; readonly chat: ChatRow }[] = [];
    for await (const row of rowsOf(dataset, split, terminal.signal)) {
      if (row.line < line) continue;
      seen.push({ row, chat: chatOf(row, model, split.file) });
      if (seen.length === (page === undefined ? 1 : MOST_ROWS)) break;
    }
    const [first] = seen;
    if (first === undefined)
      throw new CorpusmithError('E_NOT_FOUND', { detail: `${split.file} has no row ${line}, but ${split.rows} rows` });
    const views = seen.map(({ row, chat }) => viewOf(row, chat, split.file, maxTokensOf(facts)));
    if (page !== undefined) {
      writeAtomically(resolve(page), rowViewHtml(facts.dataset.name, views), PRIVATE);
      terminal.err(`Wrote ${page}. It holds text of the dataset.\n`);
    }
    if (args.json)
      terminal.out(`${JSON.stringify({ ...views[0], ids: first.chat.ids, learned: [...first.chat.trained] })}\n`);
    else {
      terminal.out(rowViewText(views[0]!, terminal.colour));
      if (args.values.ids === true) terminal.out(`\n${idLines(first.chat)}`);
    }
    return EXIT.done;
  },
};

/** `train.jsonl:12` or `train:12`. */
function placeOf(given: string | undefined, { dataset: { splits } }: RunFacts): { split: SplitFacts; line: number } {
  if (given === undefined) return { split: splits[0]!, line: 1 };
  const [, name, line] = /^(.+):(\d{1,15})$/.exec(given) ?? [];
  const split = splits.find(one => one.file === name || one.name === name);
  if (split !== undefined && Number(line) > 0) return { split, line: Number(line) };
  const files = splits.map(({ file }) => file).join(', ');
  throw new CorpusmithError('E_NOT_FOUND', { detail: `"${given}" is no row; name one as FILE:LINE, of ${files}` });
}

function chatOf({ parts, line }: DatasetRow, model: ModelText, file: string): ChatRow {
  const chat = parts.every(({ role }) => role === 'document') ? undefined : model.chatRow(parts);
  if (chat !== undefined) return chat;
  throw new CorpusmithError('E_NOT_FOUND', {
    place: `${file}:${line}`,
    detail: 'the row is no conversation, or its answers cannot be located with this model',
  });
}

function viewOf({ id, line }: DatasetRow, chat: ChatRow, file: string, maxTokens: number | undefined): RowView {
  const trained = chat.trained.reduce((sum, one) => sum + one, 0);
  const runs = runsOf(chat.text, chat.ends, chat.trained);
  return { place: `${file}:${line}`, id, runs, tokens: chat.ids.length, trained, ...defined('maxTokens', maxTokens) };
}

function maxTokensOf({ stages }: RunFacts): number | undefined {
  const limit = stages.map(({ options }) => options.maxTokens).find(option => typeof option === 'number');
  return limit as number | undefined;
}

/** A line for each token: whether it is learned, its id, its text as JSON. */
function idLines({ text: whole, ids, ends, trained }: ChatRow): string {
  const bytes = Buffer.from(whole);
  return ids
    .map((id, i) => {
      const token = bytes.subarray(ends[i - 1] ?? 0, ends[i]).toString();
      return `${trained[i] === 1 ? '+' : ' '} ${String(id).padStart(7)}  ${JSON.stringify(token)}\n`;
    })
    .join('');
}
