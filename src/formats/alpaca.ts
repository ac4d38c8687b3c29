import type { Part } from '../core/document.ts';
import { defineFormat } from '../define.ts';
import { exchangesOf, partsOfExchanges } from './exchanges.ts';

interface AlpacaRow {
  readonly system?: string;
  readonly history?: readonly (readonly [instruction: string, output: string])[];
  readonly instruction: string;
  readonly output: string;
}

/** Instruction, empty input and output of the last exchange; `history` holds earlier ones as pairs, `system` the rest. */
export const alpaca = defineFormat({
  name: 'alpaca',
  summary: 'Instruction, input, output; earlier turns as history',
  row({ parts }) {
    const conversation = exchangesOf(parts);
    if (conversation === undefined) return undefined;
    const { turns, ...system } = conversation;
    const [instruction, output] = turns.slice(-2).map(turn => turn.text);
    const history = Array.from({ length: turns.length / 2 - 1 }, (_, i) => [
      turns[2 * i]!.text,
      turns[2 * i + 1]!.text,
    ]);
    return { ...system, instruction, input: '', output, ...(history.length > 0 ? { history } : {}) };
  },
  parts(row) {
    const { system, history = [], instruction, output } = row as unknown as AlpacaRow;
    const turns = [...history, [instruction, output] as const].flatMap(([user, assistant]): Part[] => [
      { role: 'user', text: user },
      { role: 'assistant', text: assistant },
    ]);
    return partsOfExchanges(system === undefined ? { turns } : { system, turns });
  },
});
