import { describe, expect, test } from 'vitest';
import { renderConversation } from '../../src/tokenizers/assistant-spans.ts';
import { type ChatMessage, ChatTemplate } from '../../src/tokenizers/template.ts';

const PLAIN = `{% for message in messages %}<|{{ message.role }}|>{{ message.content | trim }}<|end|>
{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}`;
const MARKED = `{%- for message in messages -%}
    {%- if message.role == 'assistant' -%}
        <|assistant|>
        {%- generation -%}
        {{- message.content + '<|end|>' -}}
        {%- endgeneration -%}
    {%- else -%}
        {{- '<|' + message.role + '|>' + message.content + '<|end|>' -}}
    {%- endif -%}
{%- endfor -%}`;
/** As of a model that thinks: an empty thought before the last answer, none before earlier ones. */
const THINKING = `{% for message in messages %}<|{{ message.role }}|>
{% if message.role == 'assistant' and loop.last %}<think>

</think>

{% endif %}{{ message.content }}<|end|>
{% endfor %}{% if add_generation_prompt %}<|assistant|>
{% endif %}`;

const talk: readonly ChatMessage[] = [
  { role: 'user', content: 'Hi' },
  { role: 'assistant', content: 'Hello!' },
  { role: 'user', content: 'Say Hello!' },
  { role: 'assistant', content: ' Hello! ' },
];

function spans(source: string, messages: readonly ChatMessage[], stops = ['<|end|>']) {
  const rendered = renderConversation(new ChatTemplate(source, {}), messages, stops);
  return rendered?.spans.map(({ start, end }) => rendered.text.slice(start, end));
}

describe('what the assistant says', () => {
  test('by the marks of the template, which change nothing of the text', () => {
    const template = new ChatTemplate(MARKED, {});
    const { text, spans, by } = renderConversation(template, talk, [])!;
    expect(by).toBe('marks');
    expect(text).toBe(
      '<|user|>Hi<|end|><|assistant|>Hello!<|end|><|user|>Say Hello!<|end|><|assistant|> Hello! <|end|>',
    );
    expect(spans.map(({ start, end }) => text.slice(start, end))).toEqual(['Hello!<|end|>', ' Hello! <|end|>']);
  });

  test('white space around marks goes as around other blocks', () => {
    const source =
      '{% for m in messages %}\n  {% generation %}\n{{ m.content }}\n  {% endgeneration %}\n{% endfor %}\n';
    const { text, generated } = new ChatTemplate(source, {}).render(talk.slice(0, 2));
    expect(text).toBe('Hi\nHello!\n');
    expect(generated).toEqual([
      { start: 0, end: 3 },
      { start: 3, end: 10 },
    ]);
  });

  test('a conversation may hold any character, those of private use too', () => {
    const messages = [talk[0]!, { role: 'assistant', content: '\ue000\ue001\ue002' }];
    expect(spans(MARKED, messages)).toEqual(['\ue000\ue001\ue002<|end|>']);
  });

  test('without marks by where each turn begins, though others say the same words', () => {
    expect(spans(PLAIN, talk)).toEqual(['Hello!<|end|>', 'Hello!<|end|>']);
    expect(spans(PLAIN, [{ role: 'user', content: 'Hello!' }, ...talk.slice(1)])).toEqual([
      'Hello!<|end|>',
      'Hello!<|end|>',
    ]);
  });

  test('not what a template puts before an answer, nor where only the last answer gets it', () => {
    const answers = [talk[0]!, { role: 'assistant', content: 'Yes' }, talk[2]!, { role: 'assistant', content: '<b>' }];
    expect(spans(THINKING, answers)).toEqual(['Yes<|end|>', '<b><|end|>']);
  });

  test('is not guessed: words that the template leaves out are not found', () => {
    expect(spans('{% for m in messages %}{{ m.role }}{% endfor %}', talk)).toBeUndefined();
  });

  test('without a token that ends a turn, the words alone', () => {
    expect(spans(PLAIN, talk, [])).toEqual(['Hello!', 'Hello!']);
  });
});
