import type { Range } from '../define.ts';

/** The text with a sign for each UTF-16 unit of these ranges, which may overlap. */
export function blank(text: string, ranges: readonly Range[], sign: string): string {
  let open = '';
  let reached = 0;
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    if (end <= reached) continue;
    const from = Math.max(start, reached);
    open += text.slice(reached, from) + sign.repeat(end - from);
    reached = end;
  }
  return open + text.slice(reached);
}
