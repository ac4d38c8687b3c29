/**
 * Finds what a token classifier labels: a neural network of the user's own, as an ONNX file beside its tokenizer, in the
 * layout of Hugging Face folders. It labels pieces of words; entities, edges and scores are made of that here.
 */
import { CorpusmithError } from '../core/errors.ts';
import { jsonObject } from '../tokenizers/model.ts';
import { TextTokenizer } from '../tokenizers/tokenizer.ts';
import { entitiesOf } from './labels.ts';
import { OnnxModel } from './onnx.ts';
import { type PlacedPiece, placedPieces } from './pieces.ts';
import { type LabelledSpan, spansOf, type Word, wordsOf } from './spans.ts';
import { windowsOf } from './windows.ts';

export interface ClassifierFiles {
  readonly config: Uint8Array;
  readonly tokenizer: Uint8Array;
  readonly tokenizerConfig?: Uint8Array | undefined;
  readonly onnx: Uint8Array;
}

/** Pieces that are looked at in one go, and by how many such windows overlap. Wider ones find no more and take longer. */
const WINDOW = 128;
const OVERLAP = 64;
/** Between these nothing is joined, and each is looked at by itself: then what stands beside it changes nothing in it. */
const paragraphEnd = /\n[^\S\n]*\n\s*/g;
/** Windows whose labels are remembered: most of a text is the same when it is looked at again. */
const REMEMBERED = 1024;

export class TokenClassifier {
  readonly #tokenizer: TextTokenizer;
  readonly #model: OnnxModel;
  readonly #entities: readonly string[];
  /** Of each label, the position of its entity. */
  readonly #labels: readonly number[];
  /** Ids of what stands before and after a text. */
  readonly #around: readonly [before: readonly number[], after: readonly number[]];
  readonly #window: number;
  readonly #known = new Map<string, Float32Array>();

  /**
   * `labels` maps labels of the model to entities, where they are named otherwise than usual. Throws `E_ASSET` for files
   * that are no token classifier, `E_OPTION` for labels of which nobody says what they are.
   */
  static async load(files: ClassifierFiles, labels: Readonly<Record<string, string>>): Promise<TokenClassifier> {
    const entities = entitiesOf(files.config, labels);
    const tokenizer = new TextTokenizer(
      jsonObject('tokenizer.json', files.tokenizer),
      files.tokenizerConfig === undefined ? {} : jsonObject('tokenizer_config.json', files.tokenizerConfig),
    );
    const model = await OnnxModel.load('model.onnx', files.onnx);
    const classifier = new TokenClassifier(tokenizer, model, entities, mostPositions(files.config));
    await classifier.#check();
    return classifier;
  }

  private constructor(tokenizer: TextTokenizer, model: OnnxModel, entities: readonly string[], most: number) {
    this.#tokenizer = tokenizer;
    this.#model = model;
    this.#entities = [...new Set(entities)];
    this.#labels = entities.map(entity => this.#entities.indexOf(entity));
    const inner = tokenizer.encode('a', { special: false });
    const whole = tokenizer.encode('a', { special: true });
    const before = whole.findIndex((_, i) => inner.every((id, j) => whole[i + j] === id));
    this.#around = [whole.slice(0, before), whole.slice(before + inner.length)];
    this.#window = Math.min(WINDOW, most - (whole.length - inner.length));
  }

  /** Throws `E_ASSET` when the model does not give a number for each label. */
  async #check(): Promise<void> {
    const ids = this.#tokenizer.encode('a', { special: true });
    const width = (await this.#model.run(ids)).length / ids.length;
    const labels = this.#labels.length;
    if (width === labels) return;
    const detail = `it gives ${width} numbers for ${labels} labels`;
    throw new CorpusmithError('E_ASSET', { place: 'model.onnx', detail });
  }

  /** Disjoint spans of entities, in order. The model reads one text at a time: wait for one before the next. */
  async find(text: string): Promise<readonly LabelledSpan[]> {
    const words: Word[] = [];
    let from = 0;
    const ends = [...text.matchAll(paragraphEnd)].map(({ index, 0: gap }) => index + gap.length);
    for (const to of [...ends, text.length]) {
      const pieces = placedPieces(text.slice(from, to), this.#tokenizer);
      for (const { start, end, ...word } of wordsOf(pieces, await this.#chances(pieces), this.#entities))
        words.push({ ...word, start: from + start, end: from + end });
      from = to;
    }
    return spansOf(words, text);
  }

  /** The chance of each of the entities for each piece. */
  async #chances(pieces: readonly PlacedPiece[]): Promise<readonly (readonly number[])[]> {
    const all: number[][] = [];
    const overlap = Math.min(OVERLAP, this.#window >> 1);
    for (const { from, to, start, end } of windowsOf(pieces.length, this.#window, overlap)) {
      const logits = await this.#logits(pieces.slice(from, to).map(({ id }) => id));
      const width = this.#labels.length;
      for (let i = start; i < end; i++) {
        const row = (this.#around[0].length + i - from) * width;
        all.push(this.#byEntity(logits.subarray(row, row + width)));
      }
    }
    return all;
  }

  /** Softmax over the labels of one piece, added up by entity. */
  #byEntity(logits: Float32Array): number[] {
    const most = Math.max(...logits);
    const chances = Array.from(logits, logit => Math.exp(logit - most));
    const sum = chances.reduce((a, b) => a + b, 0);
    const byEntity = this.#entities.map(() => 0);
    for (const [label, chance] of chances.entries()) byEntity[this.#labels[label]!]! += chance / sum;
    return byEntity;
  }

  async #logits(ids: readonly number[]): Promise<Float32Array> {
    const key = ids.join(' ');
    let logits = this.#known.get(key);
    if (logits === undefined) {
      const [before, after] = this.#around;
      logits = await this.#model.run([...before, ...ids, ...after]);
      if (this.#known.size === REMEMBERED) this.#known.delete(this.#known.keys().next().value!);
      this.#known.set(key, logits);
    }
    return logits;
  }
}

/** `max_position_embeddings`, less the two that RoBERTa and its like do not count from 0. */
function mostPositions(config: Uint8Array): number {
  const { max_position_embeddings: most } = jsonObject('config.json', config);
  return typeof most === 'number' && most > 16 ? most - 2 : 510;
}
