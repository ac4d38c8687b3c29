import { z } from 'zod';
import { bornOf, type Document, drop, type Part, withLabels } from '../core/document.ts';
import { CorpusmithError } from '../core/errors.ts';
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
 */
export const tokenize = defineStage({
  name: 'tokenize',
  summary: 'Counts tokens with the tokenizer and chat template of the target model; drops, cuts or splits long rows',
  options,
  adds: ['tokens'],
  assets: ({ tokenizer }: TokenizeOptions) => [
    { path: `${tokenizer}/tokenizer.json` },
    { path: `${tokenizer}/tokenizer_config.json`, optional: true },
    { path: `${tokenizer}/chat_template.jinja`, optional: true },
  ],
  map({ tokenizer, maxTokens, tooLong }: TokenizeOptions, assets) {
    const model = new ModelText({
      tokenizer: assets.get(`${tokenizer}/tokenizer.json`) ?? new Uint8Array(),
      config: assets.get(`${tokenizer}/tokenizer_config.json`),
      template: assets.get(`${tokenizer}/chat_template.jinja`),
    });
    const count = (parts: readonly Part[]) =>
      parts.every(part => part.role === 'document')
        ? model.textIds(parts.map(part => part.text).join('\n\n')).length
        : model.chatIds(parts).length;
    return (doc, ctx) => {
      if (isMixed(doc)) throw new CorpusmithError('E_SHAPE');
      if (doc.parts.some(part => model.holdsSpecial(part.text))) ctx.count('special-token-in-text');
      const tokens = count(doc.parts);
      if (tokens <= maxTokens) return withLabels(doc, { tokens });
      if (tooLong === 'drop') return drop('too-long', { tokens });
      const fits = (parts: readonly Part[]) => count(parts) <= maxTokens;
      const cut = doc.parts[0]?.role === 'document' ? cutText : cutConversation;
      const { rows, left } = cut(doc.parts, fits, tooLong === 'truncate' ? 1 : Infinity);
      if (rows.length === 0) return drop('turn-too-long', { tokens });
      const counted = rows.map(parts => ({ parts, labels: { ...doc.labels, tokens: count(parts) } }));
      if (tooLong === 'truncate') {
        ctx.count('truncated');
        ctx.count('tokens-cut-off', tokens - counted[0]!.labels.tokens);
        return { ...doc, ...counted[0] };
      }
      if (left > 0) ctx.count('turn-too-long', left);
      return counted.map(({ parts, labels }, i) => bornOf(doc, i + 1, parts, labels));
    };
  },
});

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
