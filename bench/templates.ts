// Chat templates and loss masks beside those of the Python libraries (`--data DIR` with templates/trl/mask-cases.jsonl).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderConversation } from '../src/tokenizers/assistant-spans.ts';
import { type ChatMessage, ChatTemplate } from '../src/tokenizers/template.ts';
import { atLeast, type Bar, type Bench, type Setting, table } from './bench.ts';

/** A conversation, what the template makes of it, and where in that, in code points, the assistant speaks. */
interface MaskCase {
  readonly template: string;
  readonly training_template: string;
  readonly messages: readonly ChatMessage[];
  readonly tools?: readonly unknown[];
  readonly bos_token: string;
  readonly eos_token: string;
  /** ISO 8601. */
  readonly now?: string;
  readonly text: string;
  readonly assistant_spans: readonly (readonly [start: number, end: number])[];
}

/** Of the families in the set; a model's own files name them. */
const STOPS =
  '<|im_end|> <|eot_id|> <|return|> <|end|> <|call|> <|END_OF_TURN_TOKEN|> <end_of_utterance> <turn|>'.split(' ');

export const templates: Bench = {
  name: 'templates',
  summary: 'Chat templates and loss masks beside those of the Python libraries. Needs --data',
  async run({ data, print }: Setting): Promise<Bar[]> {
    if (data === undefined) throw new Error('templates needs --data DIR, a folder with templates/');
    const folder = join(data, 'templates/trl');
    const lines = readFileSync(join(folder, 'mask-cases.jsonl'), 'utf8').trim().split('\n');
    const cases = lines.map(line => JSON.parse(line) as MaskCase);
    const marked = cases.map(one => outcome(one, join(folder, one.training_template)));
    const plain = cases.map(one => outcome(one, join(folder, one.template)));
    const row = (name: string, all: typeof marked) => [
      name,
      ...(['text', 'spans', 'found'] as const).map(what => String(all.filter(one => one[what]).length)),
    ];
    print(
      `${cases.length} conversations\n${table(['', 'same text', 'same spans', 'answers found'], [row('with marks', marked), row('without', plain)])}\n`,
    );
    return [atLeast('spans equal by marks', marked.filter(({ spans }) => spans).length / cases.length, 1)];
  },
};

function outcome(
  one: MaskCase,
  path: string,
): { readonly text: boolean; readonly spans: boolean; readonly found: boolean } {
  const { messages, tools, now, bos_token, eos_token } = one;
  try {
    const template = new ChatTemplate(readFileSync(path, 'utf8'), { bos_token, eos_token });
    const options = { ...(tools === undefined ? {} : { tools }), ...(now === undefined ? {} : { now: new Date(now) }) };
    const rendered = renderConversation(template, messages, STOPS, options);
    if (rendered === undefined) return { text: false, spans: false, found: false };
    const { text } = rendered;
    const points = (unit: number) => [...text.slice(0, unit)].length;
    const spans = rendered.spans.map(({ start, end }) => [points(start), points(end)]);
    return {
      text: text === one.text,
      spans: JSON.stringify(spans) === JSON.stringify(one.assistant_spans),
      found: true,
    };
  } catch {
    // The template refuses the conversation.
    return { text: false, spans: false, found: false };
  }
}
