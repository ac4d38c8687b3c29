import type { Part } from '../../core/document.ts';
import type { Context } from '../../core/stage.ts';
import { continueText, question } from './phrases.ts';
import type { Section } from './sections.ts';

/** Share of a section that a continuation begins with, and how far from it a better seam may be. */
const OPENING = 1 / 3;
const LEAST = 0.1;
const MOST = 0.7;

/** Where a section is best broken: after a paragraph, else after a line, a sentence, a word. */
const SEAMS = [/\n[^\S\n]*\n/g, /\n/g, /[.!?…]["'”’)\]]{0,3}\s|[。！？]/g, /\s/g];

/** The conversations that one section makes. */
export function samplesOf(
  section: Section,
  title: string,
  language: string | undefined,
  template: 'question' | 'continuation' | 'both',
  ctx: Context,
): readonly (readonly Part[])[] {
  const samples: (readonly Part[])[] = [];
  // The rest of a section, or prose without any name, cannot be asked for.
  const nameless = section.continued || (section.heading === '' && title === '');
  if (nameless && template === 'question') ctx.count('continued-for-lack-of-a-heading');
  if (!nameless && template !== 'continuation') {
    samples.push(turns(question(title, section.heading, language, ctx.random()), section.text));
  }
  if (nameless || template !== 'question') {
    const at = seamOf(section.text);
    const opening = section.text.slice(0, at).trim();
    samples.push(turns(continueText(title, opening, language, ctx.random()), section.text.slice(at).trim()));
  }
  return samples;
}

function turns(user: string, assistant: string): readonly Part[] {
  return [
    { role: 'user', text: user },
    { role: 'assistant', text: assistant },
  ];
}

/** The offset nearest to the end of the opening at the best seam; the middle where there is no seam at all. */
function seamOf(text: string): number {
  for (const seam of SEAMS) {
    let best: number | undefined;
    for (const match of text.matchAll(seam)) {
      const end = match.index + match[0].length;
      if (end < text.length * LEAST || end > text.length * MOST || end === text.length) continue;
      if (best === undefined || distance(end, text) < distance(best, text)) best = end;
    }
    if (best !== undefined) return best;
  }
  const middle = text.length >> 1;
  return /[\uDC00-\uDFFF]/.test(text.charAt(middle)) ? middle + 1 : middle;
}

function distance(end: number, text: string): number {
  return Math.abs(end - text.length * OPENING);
}
