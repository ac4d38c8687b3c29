import type { Part } from '../core/document.ts';
import { CorpusmithError } from '../core/errors.ts';
import { ChatTemplate } from './template.ts';
import { TextTokenizer } from './tokenizer.ts';

/** What a model folder says about text: its tokenizer, and how a conversation is written for it. */
export interface ModelFiles {
  readonly tokenizer: Uint8Array;
  readonly config?: Uint8Array | undefined;
  /** `chat_template.jinja`; it goes before a template in `tokenizer_config.json`. */
  readonly template?: Uint8Array | undefined;
}

/** Counts and writes texts the way the target model will see them. */
export class ModelText {
  readonly #tokenizer: TextTokenizer;
  readonly #template: ChatTemplate | undefined;

  /** Throws `E_ASSET` when a file is not what it should be. */
  constructor(files: ModelFiles) {
    const config = files.config === undefined ? {} : jsonObject('tokenizer_config.json', files.config);
    const template = files.template === undefined ? templateOf(config) : decode(files.template);
    this.#tokenizer = new TextTokenizer(jsonObject('tokenizer.json', files.tokenizer), config);
    this.#template = template === undefined ? undefined : new ChatTemplate(template, specialTokens(config));
  }

  /** Token ids of plain text, with the begin and end tokens that the model puts around it. */
  textIds(text: string): readonly number[] {
    return this.#tokenizer.encode(text, { special: true });
  }

  /**
   * Token ids of a conversation as the chat template writes it; nothing is added around it, as in transformers.
   * Throws `E_TEMPLATE` when the template refuses it, `E_ASSET` when the model has no template.
   */
  chatIds(parts: readonly Part[]): readonly number[] {
    if (this.#template === undefined) {
      throw new CorpusmithError('E_ASSET', { place: 'tokenizer_config.json', detail: 'no chat template' });
    }
    return this.#tokenizer.encode(this.#template.render(parts), { special: false });
  }

  /** Whether a text holds what would be read as a special token. */
  holdsSpecial(text: string): boolean {
    return this.#tokenizer.holdsSpecial(text);
  }
}

function jsonObject(name: string, bytes: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(decode(bytes));
    if (isRecord(value)) return value;
  } catch {
    // Said below: the message of the parser quotes the file.
  }
  throw new CorpusmithError('E_ASSET', { place: name, detail: 'not a JSON object' });
}

/** `chat_template` is a text, or a list of named ones of which `default` is meant for conversations. */
function templateOf(config: Readonly<Record<string, unknown>>): string | undefined {
  const template = config.chat_template;
  if (typeof template === 'string') return template;
  if (!Array.isArray(template)) return undefined;
  const found: unknown = template.find(entry => isRecord(entry) && entry.name === 'default');
  return isRecord(found) && typeof found.template === 'string' ? found.template : undefined;
}

/** `bos_token` and its like: a text, or an object with the text in `content`. */
function specialTokens(config: Readonly<Record<string, unknown>>): Record<string, string> {
  const tokens: Record<string, string> = {};
  for (const [name, value] of Object.entries(config)) {
    if (!name.endsWith('_token')) continue;
    const text = isRecord(value) ? value.content : value;
    if (typeof text === 'string') tokens[name] = text;
  }
  return tokens;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
