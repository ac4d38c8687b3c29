import type { Dataset } from '../audit/dataset.ts';
import { CorpusmithError } from '../core/errors.ts';
import { hashOf, sha256 } from '../core/hash.ts';
import type { Sealed } from '../core/seal.ts';
import { copyHash, plantedCopy, wantedEntities } from './controls.ts';
import { Draw } from './draw.ts';
import { type FrameRow, frameOf, type Risk } from './frame.ts';
import { allocate, kindsOf, type RowKind, Strata } from './strata.ts';

/** Rows that are read of every stratum that has so many, so that each is known a little. */
const LEAST_OF_STRATUM = 5;
/** One control for so many rows, but never fewer controls than this. */
const [ROWS_PER_CONTROL, LEAST_CONTROLS] = [10, 10];
const MOST_RISKY = 50;

/** A row to be read, by its place and by what it was when it was drawn. */
export interface PlannedRow {
  readonly split: string;
  /** From 1. */
  readonly line: number;
  readonly id: string;
  readonly language?: string;
  /** SHA-256 of the row as it was written. */
  readonly sha256: string;
}

/**
 * `sample`: drawn for the estimate. `extra`: drawn on top for its stratum alone. `control`: shown with a made-up person
 * planted into it; `copy` is the hash of what is shown.
 */
export interface PlanEntry extends PlannedRow {
  readonly kind: 'sample' | 'extra' | 'control';
  /** Index into the plan's strata. */
  readonly stratum: number;
  readonly copy?: string;
}

/** A row that is read because something may be wrong with it; never part of the estimate. */
export interface RiskEntry extends PlannedRow {
  readonly risk: Risk;
}

export interface PlannedStratum {
  readonly name: string;
  readonly rows: number;
  readonly sample: number;
  readonly extra: number;
}

export interface PlanContent {
  readonly schema: typeof PLAN_SCHEMA;
  readonly dataset: string;
  /** Seal of the manifest of the run that wrote the rows. */
  readonly manifest: string;
  readonly seed: string;
  /** Rows that were asked for; `frame` has so many. */
  readonly size: number;
  readonly frame: number;
  readonly strata: readonly PlannedStratum[];
  /** In the order in which they are shown. */
  readonly entries: readonly PlanEntry[];
  readonly risk: readonly RiskEntry[];
}

export type ReviewPlan = Sealed<PlanContent>;

export const PLAN_SCHEMA = 'corpusmith/review-plan/1';

export interface PlanOptions {
  readonly size: number;
  readonly seed: string;
  readonly manifest: string;
}

/** Draws the rows of a review: the same for the same dataset, size and seed. Reads the dataset twice. */
export async function makePlan(dataset: Dataset, options: PlanOptions, signal: AbortSignal): Promise<PlanContent> {
  const { kinds, lengths } = await lookOver(dataset, signal);
  const frame = kinds.length;
  if (frame === 0) throw new CorpusmithError('E_REVIEW', { place: dataset.folder, detail: 'the dataset has no rows' });
  const strata = new Strata(kinds, lengths);
  const shares = allocate(strata.sizes, Math.min(options.size, frame));
  const wanted = strata.sizes.map((rows, i) => Math.max(shares[i]!, Math.min(LEAST_OF_STRATUM, rows)));
  const { drawn, forControls, risky } = await draw(dataset, strata, wanted, options, signal);
  const sampled: readonly PlanEntry[] = drawn.flatMap((rows, stratum) =>
    rows.map((row, i) => ({ kind: i < shares[stratum]! ? 'sample' : 'extra', stratum, ...planned(row) })),
  );
  const taken = new Set(sampled.map(({ id }) => id));
  const controls = controlsOf(forControls, taken, dataset, options);
  for (const { id } of controls) taken.add(id);
  return {
    schema: PLAN_SCHEMA,
    dataset: dataset.facts.dataset.name,
    manifest: options.manifest,
    seed: options.seed,
    size: options.size,
    frame,
    strata: strata.names.map((name, i) => ({
      name,
      rows: strata.sizes[i]!,
      sample: shares[i]!,
      extra: wanted[i]! - shares[i]!,
    })),
    entries: mixed([...sampled, ...controls], options.seed),
    risk: risky
      .filter(({ id }) => !taken.has(id))
      .slice(0, MOST_RISKY)
      .map(row => ({ ...planned(row), risk: row.risk })),
  };
}

/** What strata are made of, of every row. */
async function lookOver(dataset: Dataset, signal: AbortSignal) {
  const kinds: RowKind[] = [];
  const lengths: number[] = [];
  const kindOf = kindsOf();
  for await (const row of frameOf(dataset, signal)) {
    kinds.push(kindOf(row));
    lengths.push(row.length);
  }
  return { kinds, lengths };
}

interface Numbered extends FrameRow {
  readonly stratum: number;
}

/** Draws from each stratum, and over all of them more than enough rows for controls and for the risk queue. */
async function draw(
  dataset: Dataset,
  strata: Strata,
  wanted: readonly number[],
  { seed }: PlanOptions,
  signal: AbortSignal,
) {
  const all = wanted.reduce((sum, rows) => sum + rows, 0);
  const controls = controlCount(all);
  const ofStrata = wanted.map(size => new Draw<Numbered>(size));
  const forControls = new Draw<Numbered>(all + controls);
  const risky = new Draw<Numbered>(all + controls + MOST_RISKY);
  let number = 0;
  for await (const found of frameOf(dataset, signal)) {
    const row = { ...found, stratum: strata.of[number++]! };
    ofStrata[row.stratum]!.offer(hashOf(seed, row.id), row);
    forControls.offer(hashOf(seed, 'control', row.id), row);
    const weight = weightOf(row.risk);
    if (weight > 0) risky.offer(`${1 - weight}`.padEnd(20, '0') + hashOf(seed, 'risk', row.id), row);
  }
  return { drawn: ofStrata.map(one => one.drawn()), forControls: forControls.drawn(), risky: risky.drawn() };
}

/** Between 0 and 1: what a recognizer saw weighs more than any number of digits. */
function weightOf({ lowScore, postscan, digits }: Risk): number {
  const weight = 1000 * (lowScore + postscan) + digits;
  return weight / (weight + 1000);
}

function controlCount(rows: number): number {
  return Math.max(LEAST_CONTROLS, Math.round(rows / ROWS_PER_CONTROL));
}

/** Copies of rows that were not drawn; where the sample has left too few, of some that were. */
function controlsOf(
  rows: readonly Numbered[],
  taken: ReadonlySet<string>,
  dataset: Dataset,
  { seed }: PlanOptions,
): readonly PlanEntry[] {
  const entities = wantedEntities(dataset);
  const controls: PlanEntry[] = [];
  for (const row of [...rows.filter(({ id }) => !taken.has(id)), ...rows.filter(({ id }) => taken.has(id))]) {
    if (controls.length === controlCount(taken.size)) break;
    const copy = plantedCopy(row, seed, entities);
    if (copy === undefined) continue;
    controls.push({ kind: 'control', stratum: row.stratum, ...planned(row), copy: copyHash(copy.parts) });
  }
  return controls;
}

function planned({ split, line, id, language, sha256 }: FrameRow): PlannedRow {
  return { split, line, id, ...(language === undefined ? {} : { language }), sha256 };
}

/** In an order that tells nothing of what is what. */
function mixed(entries: readonly PlanEntry[], seed: string): readonly PlanEntry[] {
  const rank = ({ kind, id }: PlanEntry) => sha256(`${seed} ${kind} ${id}`);
  return entries
    .map(entry => ({ entry, by: rank(entry) }))
    .toSorted((a, b) => (a.by < b.by ? -1 : 1))
    .map(({ entry }) => entry);
}
