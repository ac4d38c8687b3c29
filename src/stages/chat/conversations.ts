import type { Part } from '../../core/document.ts';
import type { Context } from '../../core/stage.ts';
import { exchangesOf } from '../exchanges.ts';

interface Shape {
  readonly system?: string | undefined;
  readonly maxTurns?: number | undefined;
}

/** The conversations that a thread makes: one, or several where it is over `maxTurns`. None without an answer. */
export function conversationsOf(turns: readonly Part[], shape: Shape, ctx: Context): readonly (readonly Part[])[] {
  const said = turns.filter(turn => turn.text.trim() !== '');
  if (said.length < turns.length) ctx.count('empty-turns', turns.length - said.length);
  const own = said.filter((turn, i) => turn.role === 'system' && said.slice(0, i).every(one => one.role === 'system'));
  const joined = trim(join(said.slice(own.length)), ctx);
  if (joined.length === 0) return [];
  const set: readonly Part[] = shape.system === undefined ? [] : [{ role: 'system', text: shape.system }];
  const system = own.length > 0 ? own : set;
  const windows = windowsOf(exchangesOf(joined).exchanges, shape.maxTurns ?? Infinity);
  if (windows.length > 1) ctx.count('windows', windows.length);
  return windows.map(window => [...system, ...window]);
}

/** Turns of one role in a row become one, with a blank line between. Results of tools stay apart: each answers one call. */
function join(turns: readonly Part[]): readonly Part[] {
  const joined: Part[] = [];
  for (const turn of turns) {
    const last = joined.at(-1);
    if (last?.role === turn.role && turn.role !== 'tool') {
      joined[joined.length - 1] = { ...last, text: `${last.text}\n\n${turn.text}` };
    } else joined.push(turn);
  }
  return joined;
}

/** From the first user turn to the last answer; what is outside is counted. */
function trim(turns: readonly Part[], ctx: Context): readonly Part[] {
  const first = turns.findIndex(turn => turn.role === 'user');
  const last = turns.findLastIndex(turn => turn.role === 'assistant');
  if (first === -1 || last < first) return [];
  if (first > 0) ctx.count('leading-turns-left-out', first);
  if (last < turns.length - 1) ctx.count('trailing-turns-left-out', turns.length - 1 - last);
  return turns.slice(first, last + 1);
}

/** Whole exchanges, as many as the limit allows, at least one. */
function windowsOf(exchanges: readonly (readonly Part[])[], maxTurns: number): readonly (readonly Part[])[] {
  const windows: Part[][] = [];
  for (const exchange of exchanges) {
    const window = windows.at(-1);
    if (window !== undefined && window.length + exchange.length <= maxTurns) window.push(...exchange);
    else windows.push([...exchange]);
  }
  return windows;
}
