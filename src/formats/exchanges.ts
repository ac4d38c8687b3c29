import type { Part } from '../core/document.ts';

/** A conversation as strict runners want it: an optional system text, then user and assistant in turn, the answer last. */
export interface Exchanges {
  readonly system?: string;
  readonly turns: readonly Part[];
}

/** `undefined` where the parts are no such conversation. */
export function exchangesOf(parts: readonly Part[]): Exchanges | undefined {
  const system = parts[0]?.role === 'system' ? { system: parts[0].text } : {};
  const turns = 'system' in system ? parts.slice(1) : parts;
  if (turns.length === 0 || turns.length % 2 !== 0 || !turns.every(alternates)) return undefined;
  return { ...system, turns };
}

/** The parts again. */
export function partsOfExchanges({ system, turns }: Exchanges): readonly Part[] {
  return system === undefined ? turns : [{ role: 'system', text: system }, ...turns];
}

function alternates(turn: Part, i: number): boolean {
  return turn.role === (i % 2 === 0 ? 'user' : 'assistant');
}
