// Where a value ends.

export interface Value {
  readonly start: number;
  readonly value: string;
  readonly quoted: boolean;
}

/** As much of a value as is judged: no stand-in is longer. */
export const JUDGED = 200;
const opening = /\\?(["'`“„«‘])\s?/y;
/** Where what a mark opened ends: at its counterpart, or at the end of the line. */
const closings: ReadonlyMap<string, RegExp> = new Map(
  ['""', "''", '``', '“”', '„“', '«»', '‘’'].map(([open, close]) => [open!, new RegExp(`${close}|\n`)]),
);
const bare = new RegExp(`[^\\s"'\`<>“”„«»]{3,${JUDGED}}`, 'y');
/** What is no part of a value without quotation marks: the end of a sentence or a bracket, and the next setting. */
const rest =
  /(?:[,;](?=\s{0,4}["']?[\w.-]{1,40}\s{0,4}[=:])[\s\S]*|[)\]]{1,2}\([\s\S]*|&(?:quot|apos|lt|gt|nbsp|#\d)[\s\S]*|\\[nrt"'][\s\S]*|[.,;:?)\]}|*_…\\]{1,8})$/;

/** The value that begins at `from`, in quotation marks or up to a blank. */
export function valueAt(text: string, from: number): Value | undefined {
  opening.lastIndex = from;
  const [mark, quote] = opening.exec(text) ?? [''];
  const start = from + mark.length;
  if (quote !== undefined) {
    const end = text.slice(start, start + JUDGED).search(closings.get(quote)!);
    const value = text.slice(start, start + end).replace(/\\$|\s+$/, '');
    if (end > 0 && text[start + end] !== '\n') return { start, value, quoted: true };
  }
  bare.lastIndex = start;
  const value = bare.exec(text)?.[0];
  return value === undefined ? undefined : { start, value: withoutRest(value), quoted: false };
}

const run = /[^\s"'`<>“”„«»]*/y;

/** Where a value ends, of one that is longer than what is judged: at the end of its run. */
export function wholeRun(text: string, { start, value }: Value): number {
  run.lastIndex = start + value.length;
  return value.length < JUDGED || !run.test(text) ? start + value.length : run.lastIndex;
}

/** A value without the end of the sentence or the bracket around it, and without the next setting. */
export function withoutRest(value: string): string {
  return value.replace(rest, '');
}
