import { CorpusmithError } from '../../core/errors.ts';
import type { SplitName } from '../../core/facts.ts';
import type { Reference, WrittenRow } from '../../core/stage.ts';
import { frozenOf, type SplitOptions } from './options.ts';

/** What a row of an earlier dataset is to the split: part of the frozen test set, of a split that is kept, or nothing. */
export type Role = 'frozen' | SplitName | 'none';

/** Datasets that are named, each once. */
export function referencesOf(chosen: SplitOptions): readonly string[] {
  return [...new Set([...chosen.previous, ...frozenOf(chosen)])];
}

/**
 * Of a folder that is named as frozen its test rows are meant. Beside a frozen test set those of `previous` are frozen too,
 * since no other test set is written. Throws `E_REFERENCE` for a row of `previous` that is in no split.
 */
export function roleOf({ dataset, split }: Reference, chosen: SplitOptions): Role {
  const frozen = frozenOf(chosen);
  if (frozen.includes(dataset) && (split === undefined || split === 'test')) return 'frozen';
  if (!chosen.previous.includes(dataset)) return 'none';
  if (split === undefined) {
    const detail = '`previous` takes folders of finished runs: it must be known which split a row is in';
    throw new CorpusmithError('E_REFERENCE', { place: dataset, detail });
  }
  return split === 'test' && frozen.length > 0 ? 'frozen' : split;
}

/** Whether a row of a reference is none that the written ones must be kept apart from: train of a frozen folder. */
export function isIdle({ split, place }: WrittenRow, chosen: SplitOptions): boolean {
  const isUnder = (folder: string) => place.startsWith(`${folder.replace(/\/+$/, '')}/`);
  return split !== 'test' && frozenOf(chosen).some(isUnder) && !chosen.previous.some(isUnder);
}
