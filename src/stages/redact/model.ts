import { CorpusmithError } from '../../core/errors.ts';
import type { Asset, Assets, Range } from '../../define.ts';
import { TokenClassifier } from '../../models/classifier.ts';
import { blank } from '../../redaction/blank.ts';
import { placeholderRanges } from '../../redaction/placeholders.ts';
import type { Finding } from '../../redaction/resolve.ts';

/** What a model finds in a text in which these ranges have been replaced. One text at a time. */
export type Model = (text: string, replaced: readonly Range[]) => Promise<readonly Finding[]>;

export interface ModelOptions {
  /** A folder. */
  readonly model?: string | undefined;
  readonly modelLabels: Readonly<Record<string, string>>;
}

/** Stands for what has been replaced: a blank like others to the model, but no name is joined over it. */
const GONE = '\u2003';

export function modelAssets({ model }: ModelOptions): readonly Asset[] {
  if (model === undefined) return [];
  return [
    { path: `${model}/config.json` },
    { path: `${model}/tokenizer.json` },
    { path: `${model}/tokenizer_config.json`, optional: true },
    { path: `${model}/{*.onnx,onnx/*.onnx}` },
  ];
}

/** The model of a stage, if it has one, for the entities that it does not keep. Throws as `TokenClassifier.load` does. */
export async function modelOf(
  { model, modelLabels }: ModelOptions,
  assets: Assets,
  by: ReadonlyMap<string, string>,
): Promise<Model | undefined> {
  if (model === undefined) return undefined;
  const onnx = [...assets].filter(([path]) => path.endsWith('.onnx'));
  if (onnx.length !== 1) {
    const detail = `there must be one file *.onnx, there are ${onnx.length}`;
    throw new CorpusmithError('E_ASSET', { place: model, detail });
  }
  const file = (name: string) => assets.get(`${model}/${name}`);
  const classifier = await TokenClassifier.load(
    {
      config: file('config.json')!,
      tokenizer: file('tokenizer.json')!,
      tokenizerConfig: file('tokenizer_config.json'),
      onnx: onnx[0]![1],
    },
    modelLabels,
  );
  return async (text, replaced) => {
    const spans = await classifier.find(blank(text, [...placeholderRanges(text), ...replaced], GONE));
    const taken = spans.filter(({ entity }) => (by.get(entity) ?? 'keep') !== 'keep');
    return taken.map(span => ({ ...span, recognizer: 'model', tier: 'statistical' }));
  };
}
