import type { Part } from '../core/document.ts';

/** A conversation in units that make sense by themselves. */
export interface Exchanges {
  /** System turns at the beginning: they hold for all exchanges. */
  readonly system: readonly Part[];
  /** A user turn with everything up to the next: answers, tool calls. What precedes the first one belongs to it. */
  readonly exchanges: readonly (readonly Part[])[];
}

export function exchangesOf(parts: readonly Part[]): Exchanges {
  const turnsAt = parts.findIndex(part => part.role !== 'system');
  const [system, turns] = turnsAt === -1 ? [parts, []] : [parts.slice(0, turnsAt), parts.slice(turnsAt)];
  const exchanges: Part[][] = [];
  for (const turn of turns) {
    if (exchanges.length === 0 || (turn.role === 'user' && exchanges.at(-1)!.some(part => part.role === 'user'))) {
      exchanges.push([]);
    }
    exchanges.at(-1)!.push(turn);
  }
  return { system, exchanges };
}
