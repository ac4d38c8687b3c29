// What a token classifier adds to our own: on every eighth text of the sets, for it is slow.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TokenClassifier } from '../../src/models/classifier.ts';
import type { Finding } from '../../src/redaction/resolve.ts';
import { type Setting, table } from '../bench.ts';
import { casesOf, predict, score } from './predict.ts';

const EVERY = 8;
const WITHOUT = ['--without', 'ORGANIZATION,TITLE,PREFIX,JOB'];

interface Pair {
  readonly p: number;
  readonly r: number;
}

interface Scores {
  readonly any: { readonly overlap: Pair; readonly char: Pair; readonly whole: number };
  readonly groups: Readonly<Record<string, { readonly char: Pair }>>;
}

/** Prints precision and recall without and with the model, and how fast it is on one thread. */
export async function compareModel({ print }: Setting, folder: string, model: string): Promise<void> {
  const classifier = await load(model);
  for (const name of ['generated-large', 'pii-anon-legal']) {
    const cases = casesOf(join(folder, `${name}.jsonl`)).filter((_, i) => i % EVERY === 0);
    const start = process.cpuUsage();
    const found: Finding[][] = [];
    for (const { text } of cases) {
      const spans = await classifier.find(text);
      found.push(spans.map(span => ({ ...span, recognizer: 'model', tier: 'statistical' })));
    }
    const { user, system } = process.cpuUsage(start);
    const bytes = cases.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
    const scored = (given: readonly (readonly Finding[])[]) =>
      score(folder, predict(cases, 'balanced', given), { '--gold': cases }, ...WITHOUT) as Scores;
    print(
      `${name}, ${cases.length} texts, balanced; the model: ${(bytes / (user + system)).toFixed(4)} MB/s\n${table(
        ['', 'overlap p/r', 'char p/r', 'whole', 'PERSON char p/r', 'PLACE char p/r'],
        [
          ['our own', ...row(scored([]))],
          ['and the model', ...row(scored(found))],
        ],
      )}\n`,
    );
  }
}

function row({ any, groups }: Scores): string[] {
  const pair = ({ p, r }: Pair) => `${p.toFixed(3)} ${r.toFixed(3)}`;
  return [pair(any.overlap), pair(any.char), any.whole.toFixed(3), pair(groups.PERSON!.char), pair(groups.PLACE!.char)];
}

async function load(folder: string): Promise<TokenClassifier> {
  const [onnx = ''] = globSync(`${folder}/{*.onnx,onnx/*.onnx}`);
  const files = {
    config: readFileSync(join(folder, 'config.json')),
    tokenizer: readFileSync(join(folder, 'tokenizer.json')),
    onnx: readFileSync(onnx),
  };
  return TokenClassifier.load(files, {});
}
