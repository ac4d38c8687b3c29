import { z } from 'zod';
import { type Document, drop, withParts } from '../../core/document.ts';
import type { Decisions, Scratch, Sketches } from '../../core/stage.ts';
import { defineGlobalStage } from '../../define.ts';
import { EMPTY, hash64, wordsOf } from '../hashes.ts';
import { type Lines, linesByPart, normalizedLines, paragraphsOf, withoutLines } from '../lines.ts';
import { findRepeats, type Within, WORDS } from './repeats.ts';

const options = z.strictObject({
  minCharacters: z
    .int()
    .min(1)
    .default(80)
    .describe('Shorter paragraphs stay however often they occur: headings, greetings, steps that say little.'),
  within: z
    .enum(['corpus', 'source'])
    .default('corpus')
    .describe('Where a paragraph must have occurred before: anywhere, or in the same source.'),
});

type RepeatedOptions = z.infer<typeof options>;

/**
 * Removes paragraphs that occurred before: the first one in source order stays. A paragraph is what stands between blank
 * lines; case, blanks and the way it is wrapped do not make another one.
 *
 * Turns of conversations are compared with their own conversation only, and never taken away whole. What a mail quotes
 * was said before and stands before the reader's eyes, so it can go. But the same answer to another customer is an answer:
 * a conversation without it would teach to say nothing. And an article must not lose a paragraph because somebody pasted
 * it into a ticket that was read earlier.
 *
 * Put it after `dedupe`: a mail that a longer one quotes whole is `contained` there, and without the quote it would not be.
 *
 * The decision of a document lists the positions of its repeated paragraphs in the order of `longParagraphsOf`.
 */
export const repeatedParagraphs = defineGlobalStage<RepeatedOptions, readonly number[]>({
  name: 'repeated-paragraphs',
  summary:
    'Removes paragraphs that occurred before, the first one stays; after dedupe, which finds quoted mails by them',
  options,
  global({ minCharacters, within }) {
    return {
      sketch: doc => sketchOf(doc, longParagraphsOf(doc, minCharacters)),
      decide: (sketches, scratch) => decide(sketches, scratch, within),
      apply(doc, positions, ctx) {
        if (positions === undefined) return doc;
        const paragraphs = longParagraphsOf(doc, minCharacters);
        const repeated = positions.map(position => paragraphs[position]!);
        const kept = wholeTurns(doc, repeated);
        const going = repeated.filter(({ part }) => !kept.has(part));
        if (kept.size > 0) ctx.count('turns-kept', kept.size);
        if (going.length > 0) ctx.count('paragraphs-removed', going.length);
        const left = withoutLines(doc, linesByPart(going));
        return left.some(part => part.text.trim() !== '') ? withParts(doc, left) : drop('only-repeated');
      },
    };
  },
});

interface Paragraph extends Lines {
  readonly text: string;
}

function longParagraphsOf(doc: Document, minCharacters: number): readonly Paragraph[] {
  return doc.parts.flatMap(({ text }, part) => {
    const lines = normalizedLines(text);
    const all = [...paragraphsOf(lines)].map(([from, to]) => ({
      part,
      from,
      to,
      text: lines.slice(from, to).join(' '),
    }));
    return all.filter(paragraph => paragraph.text.length >= minCharacters);
  });
}

/** For each paragraph its hash and its length. The id of the document goes into the hash of what is said in a turn. */
function sketchOf(doc: Document, paragraphs: readonly Paragraph[]): Uint8Array {
  const words = new Uint32Array(WORDS * paragraphs.length);
  const conversation = hash64(doc.id);
  for (const [i, { part, text }] of paragraphs.entries()) {
    const { high, low } = hash64(text, doc.parts[part]!.role === 'document' ? EMPTY : conversation);
    words.set([high, low, text.length], WORDS * i);
  }
  return new Uint8Array(words.buffer);
}

/** Turns in which there is nothing but these paragraphs. */
function wholeTurns(doc: Document, paragraphs: readonly Paragraph[]): ReadonlySet<number> {
  const whole = new Set<number>();
  for (const [part, { role, text }] of doc.parts.entries()) {
    const repeated = paragraphs.filter(paragraph => paragraph.part === part);
    if (role === 'document' || repeated.length === 0) continue;
    if ([...paragraphsOf(normalizedLines(text))].length === repeated.length) whole.add(part);
  }
  return whole;
}

async function decide(sketches: Sketches, scratch: Scratch, within: Within): Promise<Decisions<readonly number[]>> {
  const { paragraphs, repeated, documents, most } = await findRepeats(sketches, scratch, within);
  let next = 0;
  return {
    // Asked for every document in order, so that paragraphs are numbered here as they were when they were compared.
    of(sketch) {
      const count = wordsOf(sketch).length / WORDS;
      const positions = Array.from({ length: count }, (_, i) => i).filter(i => repeated.has(next + i));
      next += count;
      return positions.length === 0 ? undefined : positions;
    },
    facts: { paragraphs, repeated: repeated.size, documents },
    exhibits:
      most.length === 0
        ? []
        : [
            {
              title: 'Most repeated paragraphs',
              note: 'The first occurrence stays where it is. A paragraph that very many documents share may be boilerplate.',
              table: {
                columns: ['first in', 'characters #', 'occurrences #'],
                rows: most.map(({ id, characters, count }) => [id, characters, count]),
              },
            },
          ],
  };
}
