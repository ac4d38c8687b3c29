import type { Row, RowRules } from '../define.ts';
import type { ProblemCode } from './problems.ts';
import { shapes, type TurnList } from './shapes.ts';

type RawTurn = Readonly<Record<string, unknown>>;

/**
 * The row with turns of one role joined and turns after the last answer left out, where the rules ask for that; with the
 * codes of what was mended, none when it is the same row. The row has passed the schema of its format.
 */
export function mendRow(
  row: Row,
  format: string,
  rules: RowRules,
): { readonly row: Row; readonly mended: readonly ProblemCode[] } {
  const list = shapes[format]?.list;
  if (list === undefined) return { row, mended: [] };
  const turns = row[list.field] as readonly RawTurn[];
  const joined = rules.alternates === true ? joinTurns(turns, list) : turns;
  const ended = rules.alternates === true || rules.endsWithAnswer === true ? untilAnswer(joined, list) : joined;
  const mended: ProblemCode[] = [];
  if (joined.length < turns.length) mended.push('R_ORDER');
  if (ended.length < joined.length) mended.push('R_LAST');
  return mended.length === 0 ? { row, mended } : { row: { ...row, [list.field]: ended }, mended };
}

/** Neighbours of one role that hold nothing but role and text become one turn, their texts a blank line apart. */
function joinTurns(turns: readonly RawTurn[], list: TurnList): readonly RawTurn[] {
  const joined: RawTurn[] = [];
  for (const turn of turns) {
    const before = joined.at(-1);
    const text = before?.[list.role] === turn[list.role] ? joinTexts(before, turn, list) : undefined;
    if (text === undefined) joined.push(turn);
    else joined[joined.length - 1] = { ...turn, [list.text]: text };
  }
  return joined;
}

function joinTexts(before: RawTurn | undefined, turn: RawTurn, list: TurnList): unknown {
  const isPlain = (one: RawTurn) => Object.keys(one).every(key => key === list.role || key === list.text);
  if (before === undefined || !isPlain(before) || !isPlain(turn)) return undefined;
  const [first, second] = [before[list.text], turn[list.text]];
  if (typeof first === 'string' && typeof second === 'string') return `${first}\n\n${second}`;
  return Array.isArray(first) && Array.isArray(second) ? [...first, ...second] : undefined;
}

/** Without questions that nobody answers; all turns where there is no answer at all. */
function untilAnswer(turns: readonly RawTurn[], list: TurnList): readonly RawTurn[] {
  const last = turns.findLastIndex(turn => !['user', 'human'].includes(turn[list.role] as string));
  const role = turns[last]?.[list.role] as string | undefined;
  return ['assistant', 'gpt', 'model'].includes(role ?? '') ? turns.slice(0, last + 1) : turns;
}
