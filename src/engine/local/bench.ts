import type { Document, Outcome } from '../../core/document.ts';
import type { Catalog } from '../../define.ts';
import type { Phase, Plan } from '../plan.ts';
import type { Pulse } from './pulse.ts';
import type { Steps } from './steps.ts';

/** What a worker has at hand for all its tasks. */
export interface Bench {
  readonly plan: Plan;
  readonly phases: readonly Phase[];
  readonly catalog: Catalog;
  readonly steps: Steps;
  readonly pulse: Pulse;
  readonly trace?: Trace;
}

/** Hears of each document as it leaves a stage, with the name of its source. For `plan`, in the main thread only. */
export type Trace = (
  stage: string,
  before: Document | undefined,
  outcome: Outcome | { readonly fail: string },
  source: string,
) => void;
