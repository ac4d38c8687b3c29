import type { Part } from '../core/document.ts';
import { CorpusmithError } from '../core/errors.ts';
import { type RenderedConversation, renderConversation } from './assistant-spans.ts';
import { type ChatMessage, ChatTemplate, type TextSpan } from './template.ts';
import { TextTokenizer } from './tokenizer.ts';

/** What a model folder says about text: its tokenizer, and how a conversation is written for it. */
export interface ModelFiles {
  readonly tokenizer: Uint8Array;
  readonly config?: Uint8Array | undefined;
  /** `chat_template.jinja`; it goes before a template in `tokenizer_config.json`. */
  readonly template?: Uint8Array | undefined;
  /** `generation_config.json`: which tokens end a turn. */
  readonly generation?: Uint8Array | undefined;
}

/** A conversation as the model sees it. */
export interface ChatRow {
  readonly text: string;
  readonly ids: readonly number[];
  /** Where each token ends, in UTF-8 bytes of the text. */
  readonly ends: readonly number[];
  /** Of each token, whether the model learns to write it: 1 or 0. */
  readonly trained: Uint8Array;
  /** Each trained turn ends with a token that stops the model. True where the model names no such token. */
  readonly learnsToStop: boolean;
  readonly by: RenderedConversation['by'];
}

/** Counts and writes texts the way the target model will see them. */
export class ModelText {
  readonly #tokenizer: TextTokenizer;
  readonly #template: ChatTemplate | undefined;
  /** Texts of the tokens that end a turn. */
  readonly #stops: readonly string[];

  /** Throws `E_ASSET` when a file is not what it should be. */
  constructor(files: ModelFiles) {
    const config = files.config === undefined ? {} : jsonObject('tokenizer_config.json', files.config);
    const template = files.template === undefined ? templateOf(config) : decode(files.template);
    this.#tokenizer = new TextTokenizer(jsonObject('tokenizer.json', files.tokenizer), config);
    this.#template = template === undefined ? undefined : new ChatTemplate(template, specialTokens(config));
    const generation = files.generation === undefined ? {} : jsonObject('generation_config.json', files.generation);
    this.#stops = stopsOf(config, generation, this.#tokenizer);
  }

  /** Token ids of plain text, with the begin and end tokens that the model puts around it. */
  textIds(text: string): readonly number[] {
    return this.#tokenizer.encode(text, { special: true });
  }

  /**
   * Token ids of a conversation as the chat template writes it; nothing is added around it, as in transformers. What a part
   * says that looks like a special token is text, and ends no turn. Throws `E_TEMPLATE` when the template refuses it,
   * `E_ASSET` when the model has no template.
   */
  chatIds(parts: readonly Part[]): readonly number[] {
    const { text } = this.#chatTemplate.render(this.#messagesOf(parts));
    return this.#piecesOf(text, parts).flatMap(piece => this.#tokenizer.encode(piece, { special: false }));
  }

  /**
   * A conversation with what of it the model learns to write. Undefined where it cannot be known: the words of a turn are not
   * found in what the template makes of them, or the tokens do not spell the text. Throws as `chatIds` does.
   */
  chatRow(parts: readonly Part[]): ChatRow | undefined {
    const rendered = renderConversation(this.#chatTemplate, this.#messagesOf(parts), this.#stops);
    if (rendered === undefined) return undefined;
    const { text, spans, by } = rendered;
    const ids: number[] = [];
    const ends: number[] = [];
    for (const piece of this.#piecesOf(text, parts)) {
      const placed = this.#tokenizer.place(piece);
      if (placed === undefined) return undefined;
      const before = ends.at(-1) ?? 0;
      ids.push(...placed.ids);
      ends.push(...placed.ends.map(end => before + end));
    }
    const trained = trainedTokens(ends, byteSpans(text, spans));
    return { text, ids, ends, trained, learnsToStop: this.#learnToStop(text, spans), by };
  }

  /** Whether it can be known which part of a text a token is. */
  get canMask(): boolean {
    return this.#tokenizer.keepsBytes;
  }

  /** Whether a text holds what would be read as a special token. */
  holdsSpecial(text: string): boolean {
    return this.#tokenizer.specialIn(text).length > 0;
  }

  /** Whether each turn ends with what stops the model. A turn may be marked in pieces: the last of those that touch counts. */
  #learnToStop(text: string, spans: readonly TextSpan[]): boolean {
    if (this.#stops.length === 0) return true;
    return spans.every(({ end }, i) => {
      const said = text.slice(0, end).trimEnd();
      return spans[i + 1]?.start === end || this.#stops.some(stop => said.endsWith(stop));
    });
  }

  get #chatTemplate(): ChatTemplate {
    if (this.#template !== undefined) return this.#template;
    throw new CorpusmithError('E_ASSET', { place: 'tokenizer_config.json', detail: 'no chat template' });
  }

  /** What the template gets: texts in the Unicode form that the vocabulary is made of. */
  #messagesOf(parts: readonly Part[]): ChatMessage[] {
    return parts.map(({ role, text }) => ({ role, content: this.#tokenizer.canonical(text) }));
  }

  /** The rendered text, cut within everything of the parts that would be read as a special token. */
  #piecesOf(text: string, parts: readonly Part[]): string[] {
    const cuts: number[] = [];
    let from = 0;
    for (const { text: whole } of parts) {
      const said = this.#tokenizer.canonical(whole).trim();
      const start = text.indexOf(said, from);
      if (start < 0 || said === '') continue;
      from = start + said.length;
      for (const token of this.#tokenizer.specialIn(said))
        for (let at = said.indexOf(token); at >= 0; at = said.indexOf(token, at + 1)) cuts.push(start + at + 1);
    }
    const places = [0, ...cuts.sort((a, b) => a - b), text.length];
    return places.slice(1).map((end, i) => text.slice(places[i]!, end));
  }
}

/** Spans of a text in its UTF-8 bytes. They are in order. */
function byteSpans(text: string, spans: readonly TextSpan[]): TextSpan[] {
  let [at, bytes] = [0, 0];
  const byteAt = (offset: number) => {
    bytes += Buffer.byteLength(text.slice(at, offset));
    at = offset;
    return bytes;
  };
  return spans.map(({ start, end }) => ({ start: byteAt(start), end: byteAt(end) }));
}

/** 1 for each token that lies in a span as a whole. */
function trainedTokens(ends: readonly number[], spans: readonly TextSpan[]): Uint8Array {
  const trained = new Uint8Array(ends.length);
  let next = 0;
  for (const [i, end] of ends.entries()) {
    const start = ends[i - 1] ?? 0;
    while (next < spans.length && spans[next]!.end < end) next++;
    if (next < spans.length && spans[next]!.start <= start && end > start) trained[i] = 1;
  }
  return trained;
}

/** `eos_token` and, by number, `eos_token_id` of the generation config. */
function stopsOf(
  config: Readonly<Record<string, unknown>>,
  generation: Readonly<Record<string, unknown>>,
  tokenizer: TextTokenizer,
): string[] {
  const { eos_token: eos } = specialTokens(config);
  const ids = [generation.eos_token_id].flat().filter(id => typeof id === 'number');
  const named = ids.flatMap(id => tokenizer.addedToken(id) ?? []);
  return [...new Set([...(eos === undefined ? [] : [eos]), ...named])];
}

export function jsonObject(name: string, bytes: Uint8Array): Readonly<Record<string, unknown>> {
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
