import type { Part } from '../../core/document.ts';
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
const [SHARE, BYTES_PER_GRAM, BYTES_PER_ANSWER] = [1 / 4, 48, 200];

export interface AnswersCompared {
  readonly answers: number;
  /** Answers of which any gram is in train, template or not. */
  readonly any: number;
}

interface Answer {
  readonly row: number;
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
  for (let from = 0; from < rows.count; ) {
    const batch = new Batch();
    from = await batch.collect(rowsOf(written, chosen), from, room);
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

type ReadRows = ReturnType<typeof rowsOf>;

class Batch {
  readonly answers: Answer[] = [];
  readonly #numbers = new HashNumbers();
  /** Words to a gram, of all grams there are. */
  readonly #widths = new Set<number>();
  readonly #words = new Words();
  /** By gram: rows of train that hold it, the first of them, and the last, which is the one being read. */
  #holders = new Uint32Array(0);
  #first = new Uint32Array(0);
  #last = new Uint32Array(0);

  /** Takes the answers of held-out rows from this index on until these bytes are used. Returns where it ended. */
  async collect(rows: ReadRows, from: number, room: number): Promise<number> {
    let index = -1;
    let used = 0;
    for await (const { row } of rows) {
      if (++index < from || row.split === SPLITS[TRAIN]) continue;
      for (const text of answersOf(row.parts)) {
        const answer = this.#gramsOf(text);
        if (answer.length === 0) continue;
        this.answers.push({ row: index, grams: answer });
        used += BYTES_PER_ANSWER + answer.length * BYTES_PER_GRAM;
      }
      if (used >= room) return index + 1;
    }
    return index + 1;
  }

  /** Marks the grams that are in rows of train. */
  async match(rows: ReadRows): Promise<void> {
    const { size } = this.#numbers;
    [this.#holders, this.#first, this.#last] = [new Uint32Array(size), new Uint32Array(size), new Uint32Array(size)];
    let index = -1;
    for await (const { row } of rows) {
      index++;
      if (row.split !== SPLITS[TRAIN]) continue;
      this.#words.read(textOf(row.parts));
      for (const width of this.#widths) this.#mark(index, width);
    }
  }

  #mark(row: number, width: number): void {
    const words = this.#words;
    for (let at = 0; at + width <= words.count; at++) {
      const gram = this.#numbers.numberOf(words.high(at, width), words.low(at, width));
      if (gram < 0) continue;
      if (this.#holders[gram] === 0) this.#first[gram] = row;
      else if (this.#last[gram] === row) continue;
      this.#last[gram] = row;
      this.#holders[gram]!++;
    }
  }

  /** The share of an answer that is in train and no template, and the row of train that most of it was first found in. */
  judge({ row, grams }: Answer, least: number, rows: Rows) {
    const firsts = new Map<number, number>();
    let [own, found, isTouched] = [0, 0, false];
    for (const gram of grams) {
      const holders = this.#holders[gram]!;
      const first = this.#first[gram]!;
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

  #gramsOf(text: string): Uint32Array {
    const words = this.#words;
    words.read(text);
    if (words.count < LEAST) return new Uint32Array(0);
    const width = Math.min(WORDS, words.count);
    this.#widths.add(width);
    const all = words.count - width + 1;
    const oneIn = Math.ceil(all / MOST_GRAMS);
    const grams: number[] = [];
    for (let at = 0; at < all; at++) {
      const low = words.low(at, width);
      if (low % oneIn === 0) grams.push(this.#numbers.add(words.high(at, width), low));
    }
    return Uint32Array.from(grams);
  }
}

/** What a model is to learn to say. Of prose all of it. */
function answersOf(parts: readonly Part[]): readonly string[] {
  const answers = parts.filter(part => part.role === 'assistant');
  return (answers.length > 0 ? answers : parts.filter(part => part.role === 'document')).map(part => part.text);
}
