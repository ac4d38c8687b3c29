import type { InferenceSession, TypedTensor } from 'onnxruntime-web';
import { CorpusmithError } from '../core/errors.ts';

type Runtime = typeof import('onnxruntime-web');

/** What a model of this kind may ask for, and what it is given for each piece. */
const INPUTS: Readonly<Record<string, (id: number) => number>> = {
  input_ids: id => id,
  attention_mask: () => 1,
  token_type_ids: () => 0,
};

/** A token classifier as an ONNX file holds it, run by the WASM build of ONNX Runtime in one thread: no file, no network. */
export class OnnxModel {
  readonly #runtime: Runtime;
  readonly #session: InferenceSession;

  /** Throws `E_NOT_INSTALLED` without the optional package `onnxruntime-web`, `E_ASSET` for a file that is no such model. */
  static async load(name: string, bytes: Uint8Array): Promise<OnnxModel> {
    const runtime = await import('onnxruntime-web').catch(() => {
      throw new CorpusmithError('E_NOT_INSTALLED', { place: 'onnxruntime-web' });
    });
    runtime.env.wasm.numThreads = 1;
    runtime.env.logLevel = 'error';
    const session = await runtime.InferenceSession.create(bytes, {
      executionProviders: ['wasm'],
      logSeverityLevel: 3,
    }).catch(() => {
      throw new CorpusmithError('E_ASSET', { place: name, detail: 'not a model that ONNX Runtime can load' });
    });
    const unknown = session.inputNames.find(input => !(input in INPUTS));
    if (unknown !== undefined)
      throw new CorpusmithError('E_ASSET', { place: name, detail: `it wants the input ${unknown}` });
    return new OnnxModel(runtime, session);
  }

  private constructor(runtime: Runtime, session: InferenceSession) {
    this.#runtime = runtime;
    this.#session = session;
  }

  /** Logits of a row of token ids: the labels of the first, of the second, and so on. */
  async run(ids: readonly number[]): Promise<Float32Array> {
    const feeds = this.#session.inputNames.map(name => {
      const values = BigInt64Array.from(ids, id => BigInt(INPUTS[name]!(id)));
      return [name, new this.#runtime.Tensor('int64', values, [1, ids.length])] as const;
    });
    const outputs = await this.#session.run(Object.fromEntries(feeds));
    const { data } = outputs[this.#session.outputNames[0]!] as TypedTensor<'float32'>;
    return data;
  }
}
