import { z } from 'zod';
import { bornOf, type Document, drop, type Part, withParts } from '../../core/document.ts';
import type { Context } from '../../core/stage.ts';
import { defineStage } from '../../define.ts';
import { conversationsOf } from './conversations.ts';
import { samplesOf } from './samples.ts';
import { sectionsOf } from './sections.ts';

const options = z
  .strictObject({
    system: z
      .string()
      .min(1)
      .optional()
      .describe('Text of a system turn that is put before every conversation that has none. Default: none.'),
    maxTurns: z
      .int()
      .min(2)
      .optional()
      .describe('Longer conversations become several, cut before a user turn. Default: no limit.'),
    documents: z
      .enum(['question', 'continuation', 'both', 'text', 'drop'])
      .default('question')
      .describe(
        'What becomes of prose: a question about each section, its continuation, both, plain text for pretraining, or nothing.',
      ),
    minCharacters: z
      .int()
      .min(0)
      .default(200)
      .describe('Sections of prose with less text are joined with the next one.'),
    maxCharacters: z
      .int()
      .min(200)
      .default(8000)
      .describe('Sections of prose with more text are cut between paragraphs, sentences or words.'),
  })
  .refine(({ minCharacters, maxCharacters }) => minCharacters < maxCharacters, 'minCharacters is over maxCharacters');

export type ChatOptions = z.infer<typeof options>;

/**
 * Turns threads and prose into conversations that a chat model can be trained on.
 *
 * A thread begins with a user turn and ends with an answer: what is outside is left out and counted, turns of one role in
 * a row are joined. Prose is cut into sections at its Markdown headings, and each becomes a question and an answer in the
 * language that the label `language` says (English, German, French, Spanish; else English). What is a conversation
 * already stays as it is. A document that makes one conversation keeps its id.
 */
export const chat = defineStage({
  name: 'chat',
  summary: 'Turns support threads and sections of documents into conversations',
  options,
  map(chosen: ChatOptions) {
    return (doc, ctx) => {
      const turns = doc.parts.filter(part => part.role !== 'document');
      const prose = doc.parts.filter(part => part.role === 'document');
      const threads = conversationsOf(turns, chosen, ctx);
      if (prose.length === 0) return threads.length === 0 ? drop('no-reply') : asDocuments(doc, threads);
      // Prose beside turns: an article quoted in a thread. Each is made of its own.
      if (turns.length > 0 && threads.length === 0) ctx.count('no-reply');
      const samples = proseSamples(doc, prose, chosen, ctx);
      const all = [...threads, ...samples];
      if (all.length > 0) return asDocuments(doc, all);
      return drop(chosen.documents === 'drop' ? 'prose' : 'no-text');
    };
  },
});

function asDocuments(doc: Document, conversations: readonly (readonly Part[])[]) {
  if (conversations.length === 1) return withParts(doc, conversations[0]!);
  return conversations.map((parts, i) => bornOf(doc, i + 1, parts));
}

function proseSamples(
  doc: Document,
  prose: readonly Part[],
  chosen: ChatOptions,
  ctx: Context,
): readonly (readonly Part[])[] {
  const template = chosen.documents;
  if (template === 'text') return [prose];
  if (template === 'drop') {
    ctx.count('prose-left-out', prose.length);
    return [];
  }
  const { title, sections } = sectionsOf(prose, doc.labels.title, chosen);
  const system: readonly Part[] = chosen.system === undefined ? [] : [{ role: 'system', text: chosen.system }];
  return sections
    .flatMap(section => samplesOf(section, title, doc.labels.language, template, ctx))
    .map(sample => [...system, ...sample]);
}
