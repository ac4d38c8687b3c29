import { z } from 'zod';
import { bornOf, type Document, type Drop, drop, isDrop, type Part, withLabels } from '../core/document.ts';
import { CorpusmithError } from '../core/errors.ts';
import type { Context } from '../core/stage.ts';
import { defineStage } from '../define.ts';
import { ModelText } from '../tokenizers/model.ts';
import { exchangesOf } from './exchanges.ts';
import { pieces } from './pieces.ts';

declare module '../core/document.ts' {
  interface Labels {
    /** Tokens as the target model counts them, with its chat template and special tokens. */
    readonly tokens?: number;
  }
}

const options = z.strictObject({
  tokenizer: z
    .string()
    .min(1)
    .describe('Folder of the target model: `tokenizer.json`, `tokenizer_config.json`, `chat_template.jinja`.'),
  maxTokens: z.int().min(8).default(4096).describe('Most tokens of one row, template and special tokens included.'),
  tooLong: z
    .enum(['drop', 'truncate', 'split'])
    .default('drop')
    .describe('What happens to longer documents: dropped, cut off at the end, or split into several rows.'),
});

type TokenizeOptions = z.infer<typeof options>;

/**
 * Counts tokens as the target model will: a conversation as its chat template writes it, a document as plain text.
 *
 * What is over the limit: `truncate` keeps as much as fits of the beginning, in whole exchanges (a user turn with all that
 * answers it), so that the last turn is an answer; documents are cut between paragraphs, sentences or words. `split` makes
 * several rows of it, each with the system turn. An exchange that is over the limit by itself is left out and counted, and
 * the conversation dropped when no other is left.
 *
 * Which tokens of a conversation a trainer takes the loss of is found out as the template says or shows it: answers, each
 * with the token that ends it. A row without any, with nothing else, or whose answers do not end so is dropped.
 */
export const tokenize = defineStage({
  name: 'tokenize',
  summary:
    'Counts tokens with the tokenizer and chat template of the target model; drops, cuts or splits long rows, and drops those ' +
    'from which the model would learn nothing, everything, or never to stop',
  options,
  adds: ['tokens'],
  assets: ({ tokenizer }: TokenizeOptions) => [
    { path: `${tokenizer}/tokenizer.json` },
    { path: `${tokenizer}/tokenizer_config.json`, optional: true },
    { path: `${tokenizer}/chat_template.jinja`, optional: true },
    { path: `${tokenizer}/generation_config.json`, optional: true },
  ],
  map({ tokenizer, maxTokens, tooLong }: TokenizeOptions, assets) {
    const model = new ModelText({
      tokenizer: assets.get(`${tokenizer}/tokenizer.json`) ?? new Uint8Array(),
      config: assets.get(`${tokenizer}/tokenizer_config.json`),
      template: assets.get(`${tokenizer}/chat_template.jinja`),
      generation: assets.get(`${tokenizer}/generation_config.json`),
    });
    const count = (parts: readonly Part[]) =>
      parts.every(part => part.role === 'document')
        ? model.textIds(parts.map(part => part.text).join('\n\n')).length
        : model.chatIds(parts).length;
    return (doc, ctx) => {
      if (isMixed(doc)) throw new CorpusmithError('E_SHAPE');
      if (doc.parts.some(part => model.holdsSpecial(part.text))) ctx.count('special-token-in-text');
      const isChat = doc.parts[0]?.role !== 'document' && model.canMask;
      const learned = isChat ? learnedFrom(model, doc.parts) : { tokens: count(doc.parts) };
      const { tokens } = learned;
      if (tokens <= maxTokens) return taught(doc, learned, ctx);
      if (tooLong === 'drop') return drop('too-long', { tokens });
      const fits = (parts: readonly Part[]) => count(parts) <= maxTokens;
      const cut = doc.parts[0]?.role === 'document' ? cutText : cutConversation;
      const { rows, left } = cut(doc.parts, fits, tooLong === 'truncate' ? 1 : Infinity);
      if (rows.length === 0) return drop('turn-too-long', { tokens });
      const taughtRows = rows.map((parts, i) => {
        const row = tooLong === 'truncate' ? { ...doc, parts } : bornOf(doc, i + 1, parts);
        return taught(row, isChat ? learnedFrom(model, parts) : { tokens: count(parts) }, ctx);
      });
      const kept = taughtRows.filter((row): row is Document => !isDrop(row));
      if (kept.length === 0) return taughtRows[0]!;
      for (const row of taughtRows) if (isDrop(row)) ctx.count(`left-out-${row.drop}`);
      if (tooLong === 'truncate') {
        ctx.count('truncated');
        ctx.count('tokens-cut-off', tokens - kept[0]!.labels.tokens!);
        return kept[0]!;
      }
      if (left > 0) ctx.count('turn-too-long', left);
      return kept;
    };
  },
});

/** Of a row: its tokens, those that the model learns to write, and what is wrong with that. */
interface Learned {
  readonly tokens: number;
  readonly trained?: number;
  readonly wrong?: string;
}

/** What the model learns from a conversation: the answers, each with the token that ends it. */
function learnedFrom(model: ModelText, parts: readonly Part[]): Learned {
  const row = model.chatRow(parts);
  if (row === undefined) return { tokens: model.chatIds(parts).length, wrong: 'answer-not-found' };
  const [tokens, trained] = [row.ids.length, row.trained.reduce((sum, one) => sum + one, 0)];
  if (trained === 0) return { tokens, trained, wrong: 'nothing-trained' };
  if (trained === tokens) return { tokens, trained, wrong: 'all-trained' };
  return row.learnsToStop ? { tokens, trained } : { tokens, trained, wrong: 'end-not-trained' };
}

/** The row with its number of tokens, or dropped where the model would learn the wrong thing from it. */
function taught(doc: Document, { tokens, trained, wrong }: Learned, ctx: Context): Document | Drop {
  if (wrong !== undefined) return drop(wrong, { tokens, ...(trained === undefined ? {} : { trained }) });
  if (trained !== undefined) ctx.count('tokens-trained', trained);
  return withLabels(doc, { tokens });
}

/** Prose and turns in one: no shape that a model could be trained on. */
function isMixed(doc: Document): boolean {
  const documents = doc.parts.filter(part => part.role === 'document').length;
  return documents !== 0 && documents !== doc.parts.length;
}

/** Up to `most` rows that fit, and how many exchanges were left out between them. */
interface Cut {
  readonly rows: readonly (readonly Part[])[];
  readonly left: number;
}

type Fits = (parts: readonly Part[]) => boolean;

function cutText(parts: readonly Part[], fits: Fits, most: number): Cut {
  const rows: Part[][] = [];
  let left = 0;
  const whole = parts.map(part => part.text).join('\n\n');
  const row = (text: string): Part[] => [{ role: 'document', text }];
  for (const piece of pieces(whole, text => fits(row(text)))) {
    if (fits(row(piece))) rows.push(row(piece));
    else left++;
    if (rows.length === most) break;
  }
  return { rows, left };
}

function cutConversation(parts: readonly Part[], fits: Fits, most: number): Cut {
  const { system, exchanges } = exchangesOf(parts);
  const rows: (readonly Part[])[] = [];
  let left = 0;
  let window: readonly Part[] = [];
  for (const exchange of exchanges) {
    if (fits([...system, ...window, ...exchange])) {
      window = [...window, ...exchange];
      continue;
    }
    if (window.length > 0) rows.push([...system, ...window]);
    window = fits([...system, ...exchange]) ? exchange : [];
    if (window.length === 0) left++;
    // Cut off is the end, so what comes after the first gap is of no use.
    if (most === 1) break;
  }
  if (window.length > 0 && rows.length < most) rows.push([...system, ...window]);
  return { rows: rows.slice(0, most), left };
}
