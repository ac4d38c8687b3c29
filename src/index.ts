import type { Pipeline } from './config/pipeline.ts';

export type { Pipeline } from './config/pipeline.ts';
export type { Document, Drop, Labels, Origin, Outcome, Part, Person, Role } from './core/document.ts';
export { bornOf, drop, isDrop, lengthOf, mapText, textOf, withLabels, withParts } from './core/document.ts';
export type { ErrorCode, Fate } from './core/errors.ts';
export { CorpusmithError } from './core/errors.ts';
export type * from './core/facts.ts';
export type * from './core/source.ts';
export type * from './core/stage.ts';
export * from './define.ts';
export type { RunProgress, RunResult } from './engine/local/run.ts';
export type { RunOptions } from './run.ts';
export { run } from './run.ts';

/** A pipeline in TypeScript: the same object that a YAML file holds, with the editor's help. */
export function definePipeline(pipeline: Pipeline): Pipeline {
  return pipeline;
}
