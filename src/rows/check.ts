import type { z } from 'zod';
import type { Part } from '../core/document.ts';
import type { SplitName } from '../core/facts.ts';
import type { RowRules, TrainerDefinition } from '../define.ts';
import type { Found, ProblemCode } from './problems.ts';
import { shapes, type Turn } from './shapes.ts';

/** Checks the rows of one file by what a runner reads and refuses. */
export class FileCheck {
  readonly #trainer: TrainerDefinition;
  readonly #split: SplitName;
  readonly #rules: RowRules;
  /** Format of the file, and whether its rows have a system text: as in its first row. */
  #format: string | undefined;
  #hasSystem: boolean | undefined;

  /** The file is of the split `split`: services limit the rows of some. */
  constructor(trainer: TrainerDefinition, split: SplitName) {
    this.#trainer = trainer;
    this.#split = split;
    this.#rules = trainer.rules ?? {};
  }

  /** What is wrong with a row, a JSON value. */
  row(row: unknown): Found[] {
    if (row === null || typeof row !== 'object' || Array.isArray(row)) return [{ code: 'R_OBJECT' }];
    const format = formatOf(row, this.#trainer.accepts);
    if (format === undefined) return [{ code: 'R_FORMAT' }];
    this.#format ??= format;
    if (format !== this.#format) return [{ code: 'R_MIXED_FORMATS' }];
    const shape = shapes[format]!;
    const { error } = (this.#rules.noOtherFields ? shape.strict : shape.loose).safeParse(row, { reportInput: true });
    if (error !== undefined) return once(error.issues.map(foundOf));
    const turns = shape.turns(row as never);
    const found = [...problemsOfTurns(turns), ...problemsByRules(turns, this.#rules)];
    return found.length > 0 ? once(found) : this.#problemsOfFile(turns);
  }

  /** What is wrong with the file as a whole. */
  end(rows: number, bytes: number): Found[] {
    const { rows: [least, most] = [1, Number.MAX_SAFE_INTEGER], validationRows, bytes: largest } = this.#rules;
    const found: Found[] = [];
    if (rows === 0 || (this.#split === 'train' && rows < least)) found.push({ code: 'R_FEW_ROWS' });
    if (rows > (this.#split === 'validation' ? (validationRows ?? most) : most)) found.push({ code: 'R_MANY_ROWS' });
    if (bytes > (largest ?? Number.MAX_SAFE_INTEGER)) found.push({ code: 'R_FILE_SIZE' });
    return found;
  }

  /** What a row without faults has against those before it. */
  #problemsOfFile(turns: readonly Turn[]): Found[] {
    if (this.#rules.systemInAllOrNone !== true) return [];
    const hasSystem = turns.some(({ role }) => role === 'system');
    this.#hasSystem ??= hasSystem;
    return hasSystem === this.#hasSystem ? [] : [{ code: 'R_SYSTEM_SOME' }];
  }
}

/** The format of a row among those that a runner reads, by its fields. */
export function formatOf(row: object, accepts: readonly string[]): string | undefined {
  // A prompt comes first, as runners have it that read several formats.
  const known = accepts.filter(name => shapes[name] !== undefined && Object.hasOwn(row, shapes[name].mark));
  return known.find(name => shapes[name]!.mark === 'prompt') ?? known[0];
}

/** What is wrong with the turns for every runner. */
function problemsOfTurns(turns: readonly Turn[]): Found[] {
  const found: Found[] = [];
  for (const { text, at } of turns) if (text?.trim() === '') found.push({ code: 'R_EMPTY', at });
  const isProse = turns.every(({ role }) => role === 'document');
  if (!isProse && !turns.some(({ role }) => role === 'assistant')) found.push({ code: 'R_NO_ANSWER' });
  return found;
}

function problemsByRules(turns: readonly Turn[], rules: RowRules): Found[] {
  const found: Found[] = [];
  const add = (code: ProblemCode, at?: string) => found.push(at === undefined ? { code } : { code, at });
  for (const { text, at, toolIds } of turns) {
    if (text !== undefined && rules.reserved?.some(word => text.includes(word))) add('R_RESERVED', at);
    if (toolIds.some(id => rules.toolId?.test(id) === false)) add('R_TOOL_ID', at);
  }
  if (rules.oneExchange && turns.length > 2) add('R_EXCHANGE');
  const late = turns.slice(1).find(({ role }) => role === 'system');
  if ((rules.alternates || rules.systemFirst) && late !== undefined) add('R_SYSTEM_PLACE', late.at);
  const spoken = turns.filter(({ role }) => role !== 'system' && role !== 'document');
  if (rules.alternates) {
    if (spoken.length > 0 && isAnswer(spoken[0]!)) add('R_FIRST', spoken[0]!.at);
    for (const [i, turn] of spoken.entries())
      if (i > 0 && isAnswer(turn) === isAnswer(spoken[i - 1]!)) add('R_ORDER', turn.at);
  }
  const last = spoken.at(-1);
  if ((rules.alternates || rules.endsWithAnswer) && last !== undefined && !isAnswer(last)) add('R_LAST', last.at);
  return found;
}

function isAnswer({ role }: { readonly role: Part['role'] }): boolean {
  return role === 'assistant';
}

/** A fault of the schema as a problem. Names of unknown fields stay out of it: anything may stand there. */
function foundOf(issue: z.core.$ZodIssue): Found {
  const at = pathOf(issue.path);
  const field = issue.path.at(-1);
  const withPlace = (code: ProblemCode): Found => (at === '' ? { code } : { code, at });
  if (issue.code === 'unrecognized_keys') return withPlace('R_OTHER_FIELD');
  if (issue.code === 'too_small') return withPlace('R_EMPTY');
  if (field === 'weight') return withPlace('R_WEIGHT');
  if (isMissing(issue)) return withPlace('R_MISSING_FIELD');
  return withPlace((field === 'role' || field === 'from') && issue.code === 'invalid_value' ? 'R_ROLE' : 'R_TYPE');
}

function isMissing(issue: z.core.$ZodIssue): boolean {
  return 'input' in issue && issue.input === undefined;
}

function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    return typeof step === 'number' ? `${text}[${step}]` : `${text}${text === '' ? '' : '.'}${String(step)}`;
  }, '');
}

/** Each code once, at its first place. */
function once(found: readonly Found[]): Found[] {
  return [...new Map(found.toReversed().map(one => [one.code, one])).values()].toReversed();
}
