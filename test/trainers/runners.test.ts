import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { DatasetFacts, SplitName } from '../../src/core/facts.ts';
import type { TrainerDefinition } from '../../src/define.ts';
import { formats } from '../../src/formats/index.ts';
import { shapes } from '../../src/rows/shapes.ts';
import { axolotl } from '../../src/trainers/axolotl.ts';
import { trainers } from '../../src/trainers/index.ts';
import { tempFolder, writeFiles } from '../engine/harness.ts';

const temp = tempFolder();
afterAll(() => temp.remove());

const runner = (name: string) => trainers.find(one => one.name === name)!;

/** The facts of an export to a runner. */
function exported(
  trainer: TrainerDefinition,
  rows: Partial<Record<SplitName, number>>,
  more: object = {},
): DatasetFacts {
  const splits = (['train', 'validation', 'test'] as const).flatMap(name => {
    const file = trainer.splitFiles?.[name] ?? `${name}.jsonl`;
    return rows[name] === undefined ? [] : [{ name, file, rows: rows[name], characters: 1, bytes: 1, sha256: '0' }];
  });
  return { name: 'Support tickets (EU)', format: trainer.accepts[0]!, splits, maxTokens: 1817, ...more };
}

const WHOLE = { train: 90, validation: 5, test: 5 };
const textsOf = (trainer: TrainerDefinition, facts: DatasetFacts) =>
  new Map(trainer.configure(facts).map(({ path, text }) => [path, text]));

/** A file of a runner's configuration, parsed. */
function config(name: string, file: string, rows: Partial<Record<SplitName, number>> = WHOLE, more: object = {}) {
  return parse(textsOf(runner(name), exported(runner(name), rows, more)).get(file)!) as Record<string, unknown>;
}

describe.each(trainers.map(trainer => [trainer.name, trainer] as const))('%s', (_name, trainer) => {
  test('reads formats that there are, and that rows are checked by', () => {
    for (const format of trainer.accepts) {
      expect(formats.map(({ name }) => name)).toContain(format);
      expect(Object.keys(shapes)).toContain(format);
    }
  });

  test('its command is one line, and names the file that it is started by', () => {
    const facts = exported(trainer, WHOLE);
    const command = trainer.command(facts);
    expect(command).not.toContain('\n');
    const files = trainer.configure(facts).map(({ path }) => path);
    if (files.length > 0) expect(files.some(path => command.includes(path))).toBe(true);
    for (const { path, text } of trainer.configure(facts))
      if (!path.endsWith('.json') && command.includes(path)) expect(text).toContain(command);
  });

  test('a name never becomes a command or configuration', () => {
    const facts = exported(trainer, WHOLE, {
      name: 'x\ntouch hacked; $(touch hacked)\u2028"seed: 1',
      tokenizer: 'm\r\nseed: 2',
    });
    const clean = exported(trainer, WHOLE);
    const codeOf = (text: string) => text.split('\n').map(line => line.replace(/#.*/, ''));
    for (const [path, text] of textsOf(trainer, facts)) {
      expect(codeOf(text)).toHaveLength(codeOf(textsOf(trainer, clean).get(path)!).length);
      expect(codeOf(text).join('\n')).not.toMatch(/touch hacked|seed: [12]\b/);
    }
    expect(trainer.command(facts)).not.toMatch(/\$\(|touch hacked/);
  });

  test('without validation rows nothing speaks of their file', () => {
    const facts = exported(trainer, { train: 90 });
    const file = trainer.splitFiles?.validation ?? 'validation.jsonl';
    const said = [...textsOf(trainer, facts).values(), trainer.command(facts)].join('\n');
    expect(said).not.toContain(file);
  });
});

test('all formats have a shape', () => {
  expect(Object.keys(shapes).sort()).toEqual(formats.map(({ name }) => name).sort());
});

describe('local runners', () => {
  test('llamafactory reads messages by tags, never as openai', () => {
    expect(config('llamafactory', 'dataset_info.json').train).toEqual({
      file_name: 'train.jsonl',
      formatting: 'sharegpt',
      columns: { messages: 'messages' },
      tags: {
        role_tag: 'role',
        content_tag: 'content',
        user_tag: 'user',
        assistant_tag: 'assistant',
        observation_tag: 'tool',
        function_tag: 'function_call',
        system_tag: 'system',
      },
    });
    expect(Object.keys(config('llamafactory', 'dataset_info.json'))).toEqual(['train', 'validation', 'test']);
    expect(config('llamafactory', 'llamafactory.yaml')).toMatchObject({
      stage: 'sft',
      dataset_dir: '.',
      dataset: 'train',
      eval_dataset: 'validation',
      eval_strategy: 'epoch',
      cutoff_len: 1856,
      mask_history: false,
      learning_rate: 2e-4,
    });
    const bare = config('llamafactory', 'llamafactory.yaml', { train: 3 }, { format: 'text' });
    expect(bare).toMatchObject({ stage: 'pt', eval_strategy: 'no' });
    expect(bare).not.toHaveProperty('val_size');
    expect(bare).not.toHaveProperty('template');
  });

  test('mlx reads valid.jsonl, and no batch is larger than a split', () => {
    expect(config('mlx', 'mlx.yaml')).toMatchObject({
      data: '.',
      train: true,
      mask_prompt: true,
      batch_size: 4,
      iters: 69,
      max_seq_length: 1856,
      learning_rate: 2e-4,
    });
    expect(config('mlx', 'mlx.yaml', { train: 90, validation: 2 })).toMatchObject({ batch_size: 2, iters: 135 });
    const inPlace = exported(runner('trl'), WHOLE);
    expect(textsOf(runner('mlx'), inPlace).get('mlx.yaml')).toContain('NOTHING IS EVALUATED');
    expect(textsOf(runner('mlx'), exported(runner('mlx'), WHOLE)).get('mlx.yaml')).not.toContain('NOTHING IS');
  });

  test('litgpt takes a folder with val.jsonl, or a share of the one file', () => {
    const whole = runner('litgpt').command(exported(runner('litgpt'), WHOLE));
    expect(whole).toContain('--data JSON --data.json_path . --data.mask_prompt true');
    expect(whole).not.toContain('val_split_fraction');
    // In the folder of a run there is no val.jsonl either.
    for (const facts of [exported(runner('litgpt'), { train: 9 }), exported(runner('trl'), WHOLE)])
      expect(runner('litgpt').command(facts)).toContain('--data.json_path train.jsonl --data.val_split_fraction 0.05');
  });

  test('mistral and axolotl', () => {
    expect(config('mistral', 'mistral.yaml')).toMatchObject({
      data: { instruct_data: 'train.jsonl', eval_instruct_data: 'validation.jsonl' },
      lora: { rank: 16 },
      seq_len: 1856,
      no_eval: false,
    });
    expect(config('mistral', 'mistral.yaml', { train: 2 })).toMatchObject({ no_eval: true, max_steps: 6 });
    const [file] = axolotl.configure(exported(axolotl, WHOLE, { format: 'input-output' }));
    const free = parse(file!.text) as { datasets: object[] };
    expect(free.datasets[0]).toMatchObject({ path: 'train.jsonl', type: 'input_output' });
    expect(free).not.toHaveProperty('chat_template');
  });

  test('unsloth trains answers alone', () => {
    const text = textsOf(runner('unsloth'), exported(runner('unsloth'), WHOLE)).get('unsloth-sft.py')!;
    expect(text).toContain('data_files={"train":"train.jsonl","validation":"validation.jsonl"}');
    expect(text).toContain('train_on_responses_only(trainer, instruction_part=QUESTION, response_part=ANSWER)');
  });
});

test('jumpstart: the template names the fields of its rows', () => {
  const { prompt, completion } = config('jumpstart', 'template.json') as Record<string, string>;
  expect([...`${prompt}${completion}`.matchAll(/\{(\w+)\}/g)].map(([, field]) => field)).toEqual([
    'prompt',
    'completion',
  ]);
});

test('a service that closes says so, with the day', () => {
  expect(runner('openai').notice).toContain('NO NEW JOBS FROM 2027-01-06');
  expect(runner('openai').summary).toContain('2027-01-06');
});

const hasJq = spawnSync('jq', ['--version']).status === 0;

/** Runs the command of a runner with programs that tell what they were called with. */
function start(name: string, rows: Partial<Record<SplitName, number>>): string[][] {
  const trainer = runner(name);
  const facts = exported(trainer, rows);
  const folder = join(temp.path, `${name}-${Object.keys(rows).length}`);
  const fake = `#!/bin/sh
{ printf '%s' "\${0##*/}"; for one; do printf '\\t%s' "$one"; done
  case "$*" in *-d\\ @-*) printf '\\t%s' "$(tr -d '\\n')";; esac; printf '\\n'; } >> "$LOG"
echo '{ "id": "file-of-the-service" }'
`;
  const programs = ['curl', 'aws', 'gcloud', 'firectl', 'tg'];
  writeFiles(folder, {
    ...Object.fromEntries(textsOf(trainer, facts)),
    ...Object.fromEntries(programs.map(program => [`bin/${program}`, fake])),
  });
  for (const program of programs) chmodSync(join(folder, 'bin', program), 0o755);
  const keys = { OPENAI_API_KEY: 'key', AZURE_OPENAI_API_KEY: 'key', AZURE_OPENAI_ENDPOINT: 'https://x.example' };
  const LOG = join(folder, 'log');
  const env = { ...process.env, ...keys, LOG, PATH: `${join(folder, 'bin')}:${process.env.PATH}` };
  const { status, stderr } = spawnSync('sh', ['-c', trainer.command(facts)], { cwd: folder, env, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return readFileSync(LOG, 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => line.split('\t'));
}

describe('services are called with what they want', () => {
  test.skipIf(!hasJq).each([
    ['openai', 'https://api.openai.com/v1'],
    ['azure', 'https://x.example/openai/v1'],
  ])('%s: two uploads and a job that names them', (name, base) => {
    const [train, validation, job] = start(name, WHOLE);
    expect(train).toEqual(expect.arrayContaining([`${base}/files`, 'purpose=fine-tune', 'file=@train.jsonl']));
    expect(validation).toContain('file=@validation.jsonl');
    expect(job).toContain(`${base}/fine_tuning/jobs`);
    expect(JSON.parse(job!.at(-1)!)).toEqual({
      model: 'SET-THE-MODEL',
      training_file: 'file-of-the-service',
      validation_file: 'file-of-the-service',
      suffix: 'support-tickets-eu',
      seed: 7,
    });
    expect(start(name, { train: 90 })).toHaveLength(2);
  });

  test('gemini: a copy and a tuning job', () => {
    const calls = start('gemini', WHOLE);
    expect(calls[0]!.slice(0, 5)).toEqual(['gcloud', 'storage', 'cp', 'train.jsonl', 'validation.jsonl']);
    expect(JSON.parse(calls.at(-1)!.at(-1)!)).toEqual({
      baseModel: 'SET-THE-MODEL',
      tunedModelDisplayName: 'support-tickets-eu',
      supervisedTuningSpec: {
        trainingDatasetUri: 'gs://SET-THE-BUCKET/support-tickets-eu/train.jsonl',
        validationDatasetUri: 'gs://SET-THE-BUCKET/support-tickets-eu/validation.jsonl',
        hyperParameters: { epochCount: 3, adapterSize: 'ADAPTER_SIZE_FOUR' },
      },
    });
    expect(JSON.parse(start('gemini', { train: 9 }).at(-1)!.at(-1)!).supervisedTuningSpec).not.toHaveProperty(
      'validationDatasetUri',
    );
  });

  test.each([
    ['nova', 'us-east-1', 'epochCount=2,learningRate=0.00001,learningRateWarmupSteps=10'],
    ['bedrock-claude', 'us-west-2', 'epochCount=3,batchSize=32,learningRateMultiplier=1'],
  ])('%s: copies and a customization job', (name, region, parameters) => {
    const calls = start(name, WHOLE);
    expect(calls.map(call => call.slice(0, 3).join(' '))).toEqual([
      'aws s3 cp',
      'aws s3 cp',
      'aws bedrock create-model-customization-job',
    ]);
    const place = 's3://SET-THE-BUCKET/support-tickets-eu';
    expect(calls[2]).toEqual(
      expect.arrayContaining([
        region,
        parameters,
        `s3Uri=${place}/train.jsonl`,
        `validators=[{s3Uri=${place}/validation.jsonl}]`,
      ]),
    );
    expect(start(name, { train: 9 })).toHaveLength(2);
  });

  test('fireworks and together', () => {
    expect(start('fireworks', WHOLE)).toEqual([
      ['firectl', 'dataset', 'create', 'support-tickets-eu-train', 'train.jsonl'],
      ['firectl', 'dataset', 'create', 'support-tickets-eu-validation', 'validation.jsonl'],
      expect.arrayContaining(['supervised-fine-tuning-job', '--evaluation-dataset', 'support-tickets-eu-validation']),
    ]);
    expect(start('together', WHOLE)).toEqual([
      [
        ...['tg', 'fine-tuning', 'create', '--training-file', 'train.jsonl', '--validation-file', 'validation.jsonl'],
        ...['--n-evals', '3', '--model', 'SET-THE-MODEL', '--n-epochs', '3'],
      ],
    ]);
  });
});
