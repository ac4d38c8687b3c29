import { Environment, Interpreter, parse, tokenize } from '@huggingface/jinja';
import { CorpusmithError } from '../core/errors.ts';

/**
 * Templates that name the day would render another text tomorrow. They get this one, which Llama 3 falls back to itself:
 * Friday, 26 July 2024, midnight.
 */
const DAY = new Date(Date.UTC(2024, 6, 26));

/** A turn as chat templates expect it. */
export interface ChatMessage {
  readonly role: string;
  readonly content: unknown;
  readonly [more: string]: unknown;
}

export interface RenderOptions {
  /** Declarations of tools, as JSON schema. */
  readonly tools?: readonly unknown[];
  /** Ends with what opens an answer. Default: no. */
  readonly addGenerationPrompt?: boolean;
  /** What a template that asks for the time gets, in UTC. Default: always the same day. */
  readonly now?: Date;
}

/** UTF-16 offsets in a rendered text, end exclusive. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

export interface Rendered {
  readonly text: string;
  /** What lies within `{% generation %}`, in order; undefined where the template has no such marks. */
  readonly generated?: readonly TextSpan[];
}

/** A chat template: Jinja, as `apply_chat_template` of Hugging Face transformers renders it. */
export class ChatTemplate {
  /** Whether it says by `{% generation %}` what the model writes itself. */
  readonly hasMarks: boolean;
  readonly #source: string;
  readonly #program: ReturnType<typeof parse>;
  readonly #specialTokens: Readonly<Record<string, string>>;

  /** `specialTokens` by name: `bos_token`. Throws `E_ASSET` when the template is not valid. */
  constructor(source: string, specialTokens: Readonly<Record<string, string>>) {
    const marked = withMarks(source);
    this.hasMarks = marked !== source;
    try {
      this.#program = parse(tokenize(marked, { lstrip_blocks: true, trim_blocks: true }));
    } catch {
      throw new CorpusmithError('E_ASSET', { place: 'chat template', detail: 'not valid Jinja' });
    }
    this.#source = source;
    this.#specialTokens = specialTokens;
  }

  /** The text that the model sees. Throws `E_TEMPLATE` when the template refuses the conversation. */
  render(messages: readonly ChatMessage[], options: RenderOptions = {}): Rendered {
    if (!this.hasMarks) return { text: this.#run(messages, options, '', '') };
    const [begin, end] = unusedSigns(messages, options.tools);
    return readMarks(this.#run(messages, options, begin, end), begin, end);
  }

  #run(messages: readonly ChatMessage[], options: RenderOptions, begin: string, end: string): string {
    const { tools, addGenerationPrompt = false, now = DAY } = options;
    try {
      const env = new Environment();
      for (const [name, value] of Object.entries(GLOBALS)) env.set(name, value);
      for (const [name, value] of Object.entries(this.#specialTokens)) env.set(name, value);
      env.set('messages', messages);
      env.set('add_generation_prompt', addGenerationPrompt);
      env.set('strftime_now', (format: unknown) => strftime(String(format), now));
      if (tools !== undefined) env.set('tools', tools);
      env.set(BEGIN, begin);
      env.set(END, end);
      return String(new Interpreter(env).run(this.#program).value);
    } catch (error) {
      // What a template says itself is in its source; anything else could quote the conversation.
      const said = error instanceof Error ? error.message : '';
      const safe = said !== '' && this.#source.includes(said);
      throw new CorpusmithError('E_TEMPLATE', safe ? { detail: said } : {});
    }
  }
}

/** Variables that stand where a template has its marks: the Jinja library leaves the marks out. */
const [BEGIN, END] = ['corpusmith_generation', 'corpusmith_endgeneration'];

/**
 * The template with a variable for each `{% generation %}` and `{% endgeneration %}`. White space around them goes as around
 * other blocks: `lstrip_blocks` and `trim_blocks` are on, and a dash takes all of it.
 */
function withMarks(source: string): string {
  const mark = /\{%(-?)\s*(end)?generation\s*(-?)%\}/;
  if (!mark.test(source)) return source;
  return source
    .replace(new RegExp(`^[ \\t]*(?=${mark.source})`, 'gm'), '')
    .replace(new RegExp(`(${mark.source})\\n`, 'g'), '$1')
    .replace(new RegExp(`(\\s*)${mark.source}(\\s*)`, 'g'), (_all, before, left, isEnd, right, after) => {
      return `${left ? '' : before}{{ ${isEnd === undefined ? BEGIN : END} }}${right ? '' : after}`;
    });
}

/** Two signs of the private use area that the conversation does not hold. */
function unusedSigns(
  messages: readonly ChatMessage[],
  tools: readonly unknown[] | undefined,
): readonly [string, string] {
  const said = JSON.stringify([messages, tools ?? null]);
  const signs: string[] = [];
  for (let code = 0xe000; signs.length < 2; code++) {
    const sign = String.fromCharCode(code);
    if (!said.includes(sign)) signs.push(sign);
  }
  return [signs[0]!, signs[1]!];
}

function readMarks(marked: string, begin: string, end: string): Rendered {
  const generated: TextSpan[] = [];
  let text = '';
  let start = 0;
  for (let at = 0; at < marked.length; ) {
    const next = nextOf(marked, at, begin, end);
    text += marked.slice(at, next);
    if (marked[next] === begin) start = text.length;
    else if (marked[next] === end && text.length > start) generated.push({ start, end: text.length });
    at = next + 1;
  }
  return { text, generated };
}

function nextOf(text: string, from: number, ...signs: readonly string[]): number {
  const places = signs.map(sign => text.indexOf(sign, from)).filter(place => place >= 0);
  return places.length === 0 ? text.length : Math.min(...places);
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
};

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** The codes of Python's `strftime` that templates use, in UTC and English. */
function strftime(format: string, now: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const [day, month] = [DAYS[now.getUTCDay()]!, MONTHS[now.getUTCMonth()]!];
  const codes: Readonly<Record<string, string>> = {
    '%a': day.slice(0, 3),
    '%A': day,
    '%b': month.slice(0, 3),
    '%B': month,
    '%d': two(now.getUTCDate()),
    '%-d': String(now.getUTCDate()),
    '%m': two(now.getUTCMonth() + 1),
    '%y': two(now.getUTCFullYear() % 100),
    '%Y': String(now.getUTCFullYear()),
    '%H': two(now.getUTCHours()),
    '%M': two(now.getUTCMinutes()),
    '%S': two(now.getUTCSeconds()),
  };
  return format.replace(/%-?[a-zA-Z]/g, code => codes[code] ?? code);
}

/** Python's `range`. */
function range(start: number, stop?: number, step = 1): number[] {
  const [from, to] = stop === undefined ? [0, start] : [start, stop];
  return Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, i) => from + i * step);
}
