import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { LineCounter, type Node, parseDocument } from 'yaml';
import { CorpusmithError } from '../core/errors.ts';

export type Path = readonly PropertyKey[];

/** A pipeline as plain data, with a way to say where in it something stands. */
export interface LoadedPipeline {
  readonly data: unknown;
  /** Folder that `root` is relative to. */
  readonly base: string;
  /** `pipeline.yaml:12:5` of the value at a path. */
  place(path: Path): string;
}

/** Reads a pipeline file: YAML, of which JSON is a part. */
export function loadPipeline(file: string): LoadedPipeline {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new CorpusmithError('E_PIPELINE_FILE', { place: file, detail: (error as NodeJS.ErrnoException).code ?? '' });
  }
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    throw new CorpusmithError('E_YAML', { place: `${file}:${line}:${col}`, detail: error.message });
  }
  const place = (path: Path) => {
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn(path.slice(0, length), true) as Node | undefined;
      if (node?.range == null) continue;
      const { line, col } = lineCounter.linePos(node.range[0]);
      return `${file}:${line}:${col}`;
    }
    return file;
  };
  return { data: document.toJS({ maxAliasCount: 100 }), base: dirname(resolve(file)), place };
}

/** A pipeline that is already an object, as `definePipeline` gives it. */
export function fromObject(data: object, base: string): LoadedPipeline {
  return { data, base, place: path => path.map(String).join('.') || 'pipeline' };
}
