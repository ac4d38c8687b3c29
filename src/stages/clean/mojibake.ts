import { fromC1, misreadings } from './encodings.ts';
import { type Candidate, candidatesIn, suspectsIn } from './sequences.ts';

/**
 * Repairs UTF-8 that was read as a single-byte encoding, also several times over, also in only some places of a text.
 *
 * The idea is that of ftfy (Speer 2019, doi:10.5281/zenodo.2591652): a repair must be lossless (the characters are
 * bytes of one encoding, and those bytes are valid UTF-8) and the text must look worse before than after. Here the
 * second question is asked for each sequence: is it strange where it stands (`isStrong`)? Once a line holds a strange
 * one, its doubtful neighbours of the same encoding are repaired too.
 *
 * @returns the text and the number of repaired sequences; each round undoes one misreading and makes the text shorter.
 */
export function fixMojibake(text: string): { text: string; repaired: number } {
  let repaired = 0;
  for (;;) {
    const best = bestRepair(text);
    if (best.length === 0) break;
    repaired += best.length;
    text = splice(text, best);
  }
  // A C1 control left by itself is a Windows-1252 character that was read as ISO-8859-1.
  const shown = text.replace(/[\x80-\x9f]/g, control => {
    const char = fromC1(control);
    if (char !== control) repaired++;
    return char;
  });
  return { text: shown, repaired };
}

function bestRepair(text: string): readonly Candidate[] {
  let best: readonly Candidate[] = [];
  const suspects = suspectsIn(text);
  if (suspects.length === 0) return best;
  for (const encoding of misreadings) {
    const found = repairsOf(text, candidatesIn(text, suspects, encoding));
    if (covered(found) > covered(best)) best = found;
  }
  return best;
}

function covered(candidates: readonly Candidate[]): number {
  return candidates.reduce((sum, { start, end }) => sum + end - start, 0);
}

function repairsOf(text: string, candidates: readonly Candidate[]): readonly Candidate[] {
  const lines = byLine(text, candidates);
  const all = lines.flat();
  const strong = all.filter(candidate => candidate.strong).length;
  if (strong === 0) return [];
  // A text most of which is strange was misread as a whole: then its doubtful lines were too.
  if (strong >= 3 && strong * 2 >= all.length) return all.filter(candidate => candidate.strong || candidate.fits);
  return lines.flatMap(line =>
    line.some(candidate => candidate.strong) ? line.filter(candidate => candidate.strong || candidate.fits) : [],
  );
}

function byLine(text: string, candidates: readonly Candidate[]): Candidate[][] {
  const lines: Candidate[][] = [];
  let lineEnd = -1;
  for (const candidate of candidates) {
    if (candidate.start > lineEnd) {
      const next = text.indexOf('\n', candidate.start);
      lineEnd = next === -1 ? text.length : next;
      lines.push([]);
    }
    lines.at(-1)!.push(candidate);
  }
  return lines;
}

function splice(text: string, repairs: readonly Candidate[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, decoded } of repairs) {
    pieces.push(text.slice(at, start), decoded);
    at = end;
  }
  return pieces.join('') + text.slice(at);
}
