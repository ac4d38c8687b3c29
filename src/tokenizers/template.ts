import { Environment, Interpreter, parse, tokenize } from '@huggingface/jinja';
import type { Part } from '../core/document.ts';
import { CorpusmithError } from '../core/errors.ts';

/**
 * Templates that name the day would render another text tomorrow. They get this one, which Llama 3 falls back to itself:
 * Friday, 26 July 2024, midnight.
 */
const DAY: Readonly<Record<string, string>> = {
  '%a': 'Fri',
  '%A': 'Friday',
  '%b': 'Jul',
  '%B': 'July',
  '%d': '26',
  '%m': '07',
  '%y': '24',
  '%Y': '2024',
  '%H': '00',
  '%M': '00',
  '%S': '00',
};

/** A chat template: Jinja, as `apply_chat_template` of Hugging Face transformers renders it. */
export class ChatTemplate {
  readonly #source: string;
  readonly #program: ReturnType<typeof parse>;
  readonly #specialTokens: Readonly<Record<string, string>>;

  /** `specialTokens` by name: `bos_token`. Throws `E_ASSET` when the template is not valid. */
  constructor(source: string, specialTokens: Readonly<Record<string, string>>) {
    try {
      this.#program = parse(tokenize(source, { lstrip_blocks: true, trim_blocks: true }));
    } catch {
      throw new CorpusmithError('E_ASSET', { place: 'chat template', detail: 'not valid Jinja' });
    }
    this.#source = source;
    this.#specialTokens = specialTokens;
  }

  /** The text that the model sees. Throws `E_TEMPLATE` when the template refuses the conversation. */
  render(parts: readonly Part[]): string {
    try {
      const env = new Environment();
      for (const [name, value] of Object.entries(GLOBALS)) env.set(name, value);
      for (const [name, value] of Object.entries(this.#specialTokens)) env.set(name, value);
      env.set(
        'messages',
        parts.map(({ role, text }) => ({ role, content: text })),
      );
      env.set('add_generation_prompt', false);
      return String(new Interpreter(env).run(this.#program).value);
    } catch (error) {
      // What a template says itself is in its source; anything else could quote the conversation.
      const said = error instanceof Error ? error.message : '';
      const safe = said !== '' && this.#source.includes(said);
      throw new CorpusmithError('E_TEMPLATE', safe ? { detail: said } : {});
    }
  }
}

const GLOBALS: Readonly<Record<string, unknown>> = {
  true: true,
  True: true,
  false: false,
  False: false,
  none: null,
  None: null,
  range,
  raise_exception(message: unknown) {
    throw new Error(String(message));
  },
  strftime_now: (format: unknown) => String(format).replace(/%[a-zA-Z]/g, code => DAY[code] ?? code),
};

/** Python's `range`. */
function range(start: number, stop?: number, step = 1): number[] {
  const [from, to] = stop === undefined ? [0, start] : [start, stop];
  return Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, i) => from + i * step);
}
