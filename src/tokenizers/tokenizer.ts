import { Tokenizer } from '@huggingface/tokenizers';
import { CorpusmithError } from '../core/errors.ts';
import { composes, type Spelling, spellingOf, tokenEnds } from './spelling.ts';

export interface Piece {
  readonly id: number;
  /** `##ing`, `▁name`. */
  readonly token: string;
}

/** Ids, and where each token ends in the UTF-8 bytes of the text. */
export interface PlacedIds {
  readonly ids: readonly number[];
  readonly ends: readonly number[];
}

/** A tokenizer as its `tokenizer.json` describes it. */
export class TextTokenizer {
  readonly #tokenizer: Tokenizer;
  readonly #special: readonly string[];
  readonly #added: ReadonlyMap<number, string>;
  readonly #spelling: Spelling | undefined;
  readonly #composes: boolean;

  /** `json` and `config` are the parsed `tokenizer.json` and `tokenizer_config.json`. Throws `E_ASSET`. */
  constructor(json: object, config: object) {
    try {
      this.#tokenizer = new Tokenizer(json, config);
      const added = [...this.#tokenizer.get_added_tokens_decoder()];
      this.#special = added.filter(([, { special }]) => special).map(([, { content }]) => content);
      this.#added = new Map(added.map(([id, { content }]) => [id, content]));
      this.#spelling = spellingOf(json as Record<string, unknown>);
      this.#composes = composes(json as Record<string, unknown>);
      this.#tokenizer.encode('a');
    } catch {
      throw new CorpusmithError('E_ASSET', { place: 'tokenizer.json', detail: 'not a tokenizer that can be loaded' });
    }
  }

  /** Token ids of a text. `special` adds what the model puts around a text: a begin or end token, if it has one. */
  encode(text: string, { special }: { readonly special: boolean }): readonly number[] {
    return text === '' && !special ? [] : this.#tokenizer.encode(text, { add_special_tokens: special }).ids;
  }

  /** The tokens of a text as they stand in the vocabulary, without what the model puts around it. */
  pieces(text: string): readonly Piece[] {
    if (text === '') return [];
    const { ids, tokens } = this.#tokenizer.encode(text, { add_special_tokens: false });
    return ids.map((id: number, i: number) => ({ id, token: tokens[i]! }));
  }

  /** Token ids of a text with their places. Undefined where the tokens do not spell the text. */
  place(text: string): PlacedIds | undefined {
    if (this.#spelling === undefined) return undefined;
    const pieces = this.pieces(text);
    const spelled = pieces.map(({ id, token }) => ({
      token: this.#added.get(id) ?? token,
      added: this.#added.has(id),
    }));
    const ends = tokenEnds(text, spelled, this.#spelling);
    return ends === undefined ? undefined : { ids: pieces.map(({ id }) => id), ends };
  }

  /** Whether tokens spell every byte of a text. */
  get keepsBytes(): boolean {
    return this.#spelling !== undefined;
  }

  /** The text in the Unicode form that the tokenizer brings it to before anything else. */
  canonical(text: string): string {
    return this.#composes ? text.normalize('NFC') : text;
  }

  /** The text as the vocabulary spells it: in lower case or without accents, where the model is so. */
  normalise(text: string): string {
    return this.#tokenizer.normalizer?._call(text) ?? text;
  }

  /** Texts of special tokens in `text`, each once. */
  specialIn(text: string): readonly string[] {
    return this.#special.filter(token => text.includes(token));
  }

  /** The text of a token that was added to the vocabulary, such as a special one. */
  addedToken(id: number): string | undefined {
    return this.#added.get(id);
  }
}
