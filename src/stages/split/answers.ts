import type { Scratch, Written } from '../../core/stage.ts';
import type { TemplateRule } from '../../minhash/likeness.ts';
import { HashNumbers } from '../hashes.ts';
import { Words } from '../words.ts';
import { SPLITS, TRAIN } from './assign.ts';
import type { Leaks } from './leaks.ts';
import type { SplitOptions } from './options.ts';
import { type Rows, rowsOf, textOf } from './rows.ts';

/** Words to a gram; an answer with fewer is one gram, and one with fewer than `LEAST` is too short to tell. */
const [WORDS, LEAST] = [13, 8];
/** An answer of more grams is known by a part of them, chosen by their hashes: it may be as long as a book. */
const MOST_GRAMS = 1 << 16;
/** Share of the grams of an answer that must be found. */
const HALF = 0.5;
/** Share of the memory for held-out answers; bytes of a gram, and of an answer besides its grams. */
const [SHARE, BYTES_PER_GRAM, BYTES_PER_ANSWER] = [1 / 4, 52, 200];

export interface AnswersCompared {
  readonly answers: number;
  /** Answers of which any gram is in train, template or not. */
  readonly any: number;
}

interface Answer {
  readonly row: number;
  /** All grams of the width of its own. */
  readonly known: Grams;
  /** Its grams by number, in order, or those of them that stand for all. */
  readonly grams: Uint32Array;
}

/**
 * Answers of held-out rows that stand in the text of train, however it is wrapped: the model has learned them already,
 * though the rows as a whole are not alike. Grams of 13 words as in GPT-3 (Brown et al. 2020, arxiv.org/abs/2005.14165,
 * appendix C). An answer is found when half of its grams are in train, wherever; grams that are template do not count.
 *
 * Held-out answers are taken in batches that the memory can hold, and train is read once for each.
 */
export async function findAnswers(
  written: Written,
  rows: Rows,
  scratch: Scratch,
  chosen: SplitOptions,
  rule: TemplateRule,
  leaks: Leaks,
): Promise<AnswersCompared> {
  const train = rows.countOf('train');
  const least = Math.max(rule.templateShare * train, rule.templateDocuments - 1);
  const room = scratch.memory * SHARE;
  let [answers, any] = [0, 0];
  for (let from = 0; from < rows.answers; ) {
    const batch = new Batch();
    from = batch.collect(rows, from, room);
    if (batch.answers.length > 0 && train > 0) await batch.match(rowsOf(written, chosen));
    answers += batch.answers.length;
    for (const answer of batch.answers) {
      const { found, other, isTouched } = batch.judge(answer, least, rows);
      if (isTouched) any++;
      const isKnown = leaks.has('exact', answer.row) || leaks.has('near', answer.row);
      if (found >= HALF && !isKnown) leaks.add('answers', answer.row, other, found);
    }
  }
  return { answers, any };
}

class Batch {
  readonly answers: Answer[] = [];
  /** By their width. */
  readonly #grams = new Map<number, Grams>();
  readonly #words = new Words();

  /** Takes answers of held-out rows from this number on until these bytes are used. Returns where it ended. */
  collect(rows: Rows, from: number, room: number): number {
    let number = from;
    for (let used = 0; number < rows.answers && used < room; number++) {
      const { row, text } = rows.answerAt(number);
      const answer = this.#answerOf(row, text);
      if (answer === undefined) continue;
      this.answers.push(answer);
      used += BYTES_PER_ANSWER + answer.grams.length * BYTES_PER_GRAM;
    }
    return number;
  }

  /** Marks the grams that are in rows of train. */
  async match(rows: ReturnType<typeof rowsOf>): Promise<void> {
    const matchers = Array.from(this.#grams.values(), grams => grams.matcher());
    let index = -1;
    for await (const { row } of rows) {
      index++;
      if (row.split !== SPLITS[TRAIN]) continue;
      this.#words.read(textOf(row.parts));
      for (const match of matchers) match(index, this.#words);
    }
  }

  /** The share of an answer that is in train and no template, and the row of train that most of it was first found in. */
  judge({ row, known, grams }: Answer, least: number, rows: Rows) {
    const firsts = new Map<number, number>();
    let [own, found, isTouched] = [0, 0, false];
    for (const gram of grams) {
      const holders = known.holders[gram]!;
      const first = known.first[gram]!;
      // Rows of the dataset come before those of references, so the first row tells whether it is in any of them.
      const isFound = holders > 0 && rows.areApart(row, first);
      isTouched ||= isFound;
      if (holders > least) continue;
      own++;
      if (!isFound) continue;
      found++;
      firsts.set(first, (firsts.get(first) ?? 0) + 1);
    }
    const [other = -1] = [...firsts].sort(([a, x], [b, y]) => y - x || a - b)[0] ?? [];
    return { found: own === 0 ? 0 : found / own, other, isTouched };
  }

  #answerOf(row: number, text: string): Answer | undefined {
    const words = this.#words;
    words.read(text);
    if (words.count < LEAST) return undefined;
    const width = Math.min(WORDS, words.count);
    const known = this.#grams.get(width) ?? new Grams(width);
    this.#grams.set(width, known);
    const all = words.count - width + 1;
    const oneIn = Math.ceil(all / MOST_GRAMS);
    const grams: number[] = [];
    for (let at = 0; at < all; at++) {
      const low = words.low(at, width);
      if (low % oneIn === 0) grams.push(known.add(words.high(at, width), low));
    }
    return { row, known, grams: Uint32Array.from(grams) };
  }
}

/** Grams of one width, and where in train they are. */
class Grams {
  readonly #width: number;
  readonly #numbers = new HashNumbers();
  /** By gram: rows of train that hold it, the first of them, and the last, which is the one being read. */
  holders = new Uint32Array(0);
  first = new Uint32Array(0);
  #last = new Uint32Array(0);

  constructor(width: number) {
    this.#width = width;
  }

  add(high: number, low: number): number {
    return this.#numbers.add(high, low);
  }

  /** Once all are known: what marks those that a row of train holds. */
  matcher(): (row: number, words: Words) => void {
    const { size } = this.#numbers;
    [this.holders, this.first, this.#last] = [new Uint32Array(size), new Uint32Array(size), new Uint32Array(size)];
    const filter = this.#numbers.filter();
    return (row, words) => {
      for (let at = 0; at + this.#width <= words.count; at++) {
        const high = words.high(at, this.#width);
        if (filter.mayHave(high)) this.#mark(row, this.#numbers.numberOf(high, words.low(at, this.#width)));
      }
    };
  }

  #mark(row: number, gram: number): void {
    if (gram < 0) return;
    if (this.holders[gram] === 0) this.first[gram] = row;
    else if (this.#last[gram] === row) return;
    this.#last[gram] = row;
    this.holders[gram]!++;
  }
}
