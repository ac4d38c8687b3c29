import type { ChatMessage, ChatTemplate, RenderOptions, TextSpan } from './template.ts';

export interface RenderedConversation {
  readonly text: string;
  /** What the assistant says, in order, disjoint: each turn up to what ends it, so that the model learns to stop. */
  readonly spans: readonly TextSpan[];
  /** By the marks of the template, or by what the conversation looks like up to each turn. */
  readonly by: 'marks' | 'prefixes';
}

/**
 * Renders a conversation and finds what its assistant says: by the `{% generation %}` marks of the template, else by rendering
 * it up to each of these turns and looking for their words from there. `stops` are the texts of tokens that end a turn.
 * Undefined when a turn cannot be found.
 */
export function renderConversation(
  template: ChatTemplate,
  messages: readonly ChatMessage[],
  stops: readonly string[],
  options: RenderOptions = {},
): RenderedConversation | undefined {
  const { text, generated } = template.render(messages, options);
  if (generated !== undefined) return { text, spans: generated, by: 'marks' };
  const spans = wordsOf(startsOf(template, messages, text, options), messages, text, stops);
  return spans === undefined ? undefined : { text, spans, by: 'prefixes' };
}

/** Where a turn of the assistant begins. */
interface TurnStart {
  readonly message: number;
  readonly start: number;
}

/** As far as renderings of the conversation before each turn agree with that of all of it. */
function startsOf(
  template: ChatTemplate,
  messages: readonly ChatMessage[],
  text: string,
  options: RenderOptions,
): TurnStart[] {
  const rendered = (end: number, addGenerationPrompt: boolean) => {
    try {
      return template.render(messages.slice(0, end), { ...options, addGenerationPrompt }).text;
    } catch {
      // Some templates refuse what does not end with an answer, or nothing at all.
      return '';
    }
  };
  return messages.flatMap(({ role }, message) => {
    if (role !== 'assistant') return [];
    const before = [rendered(message, true), rendered(message, false)];
    return [{ message, start: Math.max(...before.map(one => common(one, text))) }];
  });
}

/** The words of each turn, each looked for after the one before, and what ends the turn. */
function wordsOf(
  starts: readonly TurnStart[],
  messages: readonly ChatMessage[],
  text: string,
  stops: readonly string[],
): TextSpan[] | undefined {
  const spans: TextSpan[] = [];
  for (const [i, { message, start }] of starts.entries()) {
    const limit = starts[i + 1]?.start ?? text.length;
    const least = spans.at(-1)?.end ?? 0;
    const span = wordsOfTurn(messages[message]!, text, { least, start, limit }, stops);
    if (span === undefined) return undefined;
    spans.push(span);
  }
  return spans;
}

function wordsOfTurn(
  { content, reasoning_content: reasoning, tool_calls: calls }: ChatMessage,
  text: string,
  { least, start, limit }: { readonly least: number; readonly start: number; readonly limit: number },
  stops: readonly string[],
): TextSpan | undefined {
  const said = [reasoning, content].map(textOf).filter(one => one !== '' && text.slice(least, limit).includes(one));
  const [first, last] = [said[0], said.at(-1)];
  if (first === undefined || last === undefined) {
    // The words of a call are the template's, but the model is to write them.
    return Array.isArray(calls) ? { start, end: endOfTurn(text, start, limit, stops) } : undefined;
  }
  const begin = text.indexOf(first, Math.max(least, start - openedBy(text, start, first)));
  const end = text.indexOf(last, begin) + last.length;
  if (begin < 0 || end > limit) return undefined;
  return { start: begin, end: endOfTurn(text, end, limit, stops) };
}

/** How much of the words stands before this place already: the template may open every answer with their beginning. */
function openedBy(text: string, place: number, words: string): number {
  let most = Math.min(place, words.length);
  while (most > 0 && !text.startsWith(words.slice(0, most), place - most)) most--;
  return most;
}

/** After the first token that ends a turn, with white space before it; where there is none, here. */
function endOfTurn(text: string, from: number, limit: number, stops: readonly string[]): number {
  const ends = stops.flatMap(stop => {
    const at = text.indexOf(stop, from);
    return at < 0 || at + stop.length > limit ? [] : [at + stop.length];
  });
  return ends.length === 0 ? from : Math.min(...ends);
}

/** What is said, without white space at its ends; of content in parts the first text. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content.trim();
  if (!Array.isArray(content)) return '';
  const texts = content.map(part => (part as { text?: unknown }).text).filter(text => typeof text === 'string');
  return (texts[0] ?? '').trim();
}

/** Length of the common beginning of two texts. */
function common(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return at;
}
