const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const STRONG_LTR = /[\p{L}]/u;
const DIGIT = /[\p{Nd}]/u;
const MARK = /^\p{M}+$/u;
const MIRRORED = new Map([...'()[]{}<>«»'].map((char, i, all) => [char, all[i ^ 1]!]));

/** Whether the text has letters of a right-to-left script (Hebrew, Arabic, Syriac, Thaana, NKo). */
function isRtl(text: string): boolean {
  return RTL.test(text);
}

/** Whether most letters of the text are right-to-left. */
export function mostlyRtl(text: string): boolean {
  let balance = 0;
  for (const char of text) balance += RTL.test(char) && !DIGIT.test(char) ? 1 : STRONG_LTR.test(char) ? -1 : 0;
  return balance > 0;
}

/**
 * Clusters of a line from left to right as they are seen, into the order in which they are read. The inverse of rule L2 of
 * the Unicode bidirectional algorithm for one level of embedding: the line is turned around when it is mostly right-to-left,
 * and runs of the other direction within it, numbers included, keep their own order.
 */
export function toLogical(clusters: readonly string[]): string[] {
  const text = clusters.join('');
  if (!isRtl(text)) return [...clusters];
  const rtl = mostlyRtl(text);
  const kinds = resolve(clusters, rtl ? 'R' : 'L');
  const line = rtl ? clusters.map((_, i) => clusters.length - 1 - i) : clusters.map((_, i) => i);
  const out: string[] = [];
  for (let i = 0; i < line.length; ) {
    let end = i;
    while (end < line.length && kinds[line[end]!] === kinds[line[i]!]) end++;
    const run = line.slice(i, end);
    const against = (kinds[line[i]!] === 'R') !== rtl;
    for (const at of against ? run.reverse() : run) {
      const cluster = clusters[at]!;
      out.push(kinds[at] === 'R' ? (MIRRORED.get(cluster) ?? cluster) : cluster);
    }
    i = end;
  }
  return attachMarks(out);
}

/** The direction of each cluster; neutrals take that of both neighbours, or of the line where these differ. */
function resolve(clusters: readonly string[], base: 'L' | 'R'): ('L' | 'R')[] {
  const own = clusters.map(c => (DIGIT.test(c) ? 'L' : RTL.test(c) ? 'R' : STRONG_LTR.test(c) ? 'L' : undefined));
  const out: ('L' | 'R')[] = [];
  for (let i = 0; i < own.length; ) {
    if (own[i] !== undefined) {
      out.push(own[i++]!);
      continue;
    }
    let end = i;
    while (end < own.length && own[end] === undefined) end++;
    const around = i > 0 && end < own.length && own[i - 1] === own[end] ? own[end]! : base;
    while (i < end) {
      out.push(around);
      i++;
    }
  }
  return out;
}

// Marks stand over their letter; in reading order they follow it, and at the start of a word nothing is there to carry them.
function attachMarks(clusters: string[]): string[] {
  for (let i = 0; i + 1 < clusters.length; i++) {
    const bare = i === 0 || /^\s*$/.test(clusters[i - 1]!);
    if (bare && MARK.test(clusters[i]!)) [clusters[i], clusters[i + 1]] = [clusters[i + 1]!, clusters[i]!];
  }
  return clusters;
}
