import type { SourceTerms, Terms } from '../core/facts.ts';
import type { Limits } from '../core/source.ts';

/** A pipeline with every name resolved and every default filled in. Plain data: it is hashed, and sent to workers. */
export interface Plan extends Terms {
  readonly name: string;
  readonly seed: number;
  /** Absolute folder that all relative paths of the pipeline start from. Not part of any hash. */
  readonly root: string;
  readonly sources: readonly PlannedSource[];
  readonly stages: readonly PlannedStage[];
  readonly sink: PlannedSink;
  readonly trainers: readonly string[];
  readonly limits: Limits;
  /** Failures that a run may have and still exit with 0. */
  readonly maxFailures: number;
  /** Absolute paths of plugin modules. */
  readonly plugins: readonly string[];
}

export interface PlannedSource extends SourceTerms {
  /** Unique in the pipeline: the part's name, with `#2` for the second of the same part. */
  readonly name: string;
  /** A source, or `auto`: each file is read by the source that recognises it. */
  readonly use: string;
  readonly files: readonly string[];
  readonly exclude: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
}

export interface PlannedStage {
  readonly name: string;
  readonly use: string;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface PlannedSink {
  readonly use: string;
  readonly format: string;
  /** Output folder, relative to the root, unless the caller names another. */
  readonly dir: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** Stages between two barriers. `opens` is the global stage whose decisions are applied first; `closes` the one sketched last. */
export interface Phase {
  readonly index: number;
  readonly opens: number | undefined;
  /** Positions of the map stages in the plan. */
  readonly stages: readonly number[];
  readonly closes: number | undefined;
}

/** Cuts the plan after each global stage. */
export function phasesOf(plan: Plan, isGlobal: (stage: PlannedStage) => boolean): Phase[] {
  const phases: Phase[] = [];
  let opens: number | undefined;
  let stages: number[] = [];
  for (const [position, stage] of plan.stages.entries()) {
    if (isGlobal(stage)) {
      phases.push({ index: phases.length, opens, stages, closes: position });
      [opens, stages] = [position, []];
    } else stages.push(position);
  }
  phases.push({ index: phases.length, opens, stages, closes: undefined });
  return phases;
}
