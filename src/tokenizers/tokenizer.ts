import { Tokenizer } from '@huggingface/tokenizers';
import { CorpusmithError } from '../core/errors.ts';

/** A tokenizer as its `tokenizer.json` describes it. */
export class TextTokenizer {
  readonly #tokenizer: Tokenizer;
  readonly #added: readonly string[];

  /** `json` and `config` are the parsed `tokenizer.json` and `tokenizer_config.json`. Throws `E_ASSET`. */
  constructor(json: object, config: object) {
    try {
      this.#tokenizer = new Tokenizer(json, config);
      this.#added = [...this.#tokenizer.get_added_tokens_decoder().values()]
        .filter(token => token.special)
        .map(token => token.content);
      this.#tokenizer.encode('a');
    } catch {
      throw new CorpusmithError('E_ASSET', { place: 'tokenizer.json', detail: 'not a tokenizer that can be loaded' });
    }
  }

  /** Token ids of a text. `special` adds what the model puts around a text: a begin or end token, if it has one. */
  encode(text: string, { special }: { readonly special: boolean }): readonly number[] {
    return text === '' && !special ? [] : this.#tokenizer.encode(text, { add_special_tokens: special }).ids;
  }

  /** Whether the text holds what the tokenizer would read as a special token: `<|im_end|>`. */
  holdsSpecial(text: string): boolean {
    return this.#added.some(token => text.includes(token));
  }
}
