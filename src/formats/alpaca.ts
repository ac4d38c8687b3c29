import type { Part } from '../core/document.ts';
import { defineFormat } from '../define.ts';

/** Instruction, empty input and output of the last exchange; `history` holds earlier ones as pairs, `system` the rest. */
export const alpaca = defineFormat({
  name: 'alpaca',
  summary: 'Instruction, input, output; earlier turns as history',
  row({ parts }) {
    const system = parts[0]?.role === 'system' ? { system: parts[0].text } : {};
    const turns = 'system' in system ? parts.slice(1) : parts;
    if (turns.length === 0 || turns.length % 2 !== 0 || !turns.every(alternates)) return undefined;
    const [instruction, output] = turns.slice(-2).map(turn => turn.text);
    const history = Array.from({ length: turns.length / 2 - 1 }, (_, i) => [
      turns[2 * i]!.text,
      turns[2 * i + 1]!.text,
    ]);
    return { ...system, instruction, input: '', output, ...(history.length > 0 ? { history } : {}) };
  },
});

function alternates(turn: Part, i: number): boolean {
  return turn.role === (i % 2 === 0 ? 'user' : 'assistant');
}
