import { z } from 'zod';

/**
 * The pipeline as a user writes it, in YAML or TypeScript. Options of a part stand beside `use`; they are checked against
 * the part's own schema when the pipeline is resolved.
 */
const size = z
  .union([z.int().positive(), z.string().regex(/^\d+(\.\d+)?\s*(B|kB|KB|MB|GB|TB)$/)])
  .transform(parseSize)
  .describe('Bytes, or a size such as 512MB.');

const patterns = z.union([z.string(), z.array(z.string()).min(1)]).transform(value => [value].flat());

const line = z.string().regex(/^[^\n\r]{1,500}$/, 'one line of at most 500 characters');

const source = z.looseObject({
  use: z.string().describe('Name of a source, or auto: each file is read by the source that recognises it.'),
  files: patterns.describe('Glob patterns of the files, relative to the root.'),
  exclude: patterns.default([]).describe('Glob patterns of files to leave out.'),
  license: line.optional().describe('For the card: under what terms these texts may be used, such as `cc-by-4.0`.'),
  purpose: line.optional().describe('For the card: what these texts were first collected for.'),
  consent: line.optional().describe('For the card: what allows this use: a consent, a contract, a legal basis.'),
});

const stage = z.looseObject({ use: z.string().describe('Name of a stage.') });

const sink = z.looseObject({
  use: z.string().default('jsonl').describe('Name of a sink.'),
  format: z.string().default('messages').describe('Name of the row format.'),
  dir: z.string().default('out').describe('Output folder, relative to the root.'),
});

const limits = z.strictObject({
  file: size.prefault('256MB').describe('Largest file that is read whole (PDF, DOCX, HTML, an archive).'),
  record: size.prefault('16MB').describe('Largest line, row or message.'),
  seconds: z.number().positive().default(60).describe('Seconds without progress after which a file is given up.'),
  entries: z.int().positive().default(100_000).describe('Entries of an archive.'),
  unpacked: size.prefault('4GB').describe('Unpacked size of an archive.'),
  ratio: z.number().positive().default(200).describe('Unpacked to packed size of an archive entry.'),
  depth: z.int().min(1).default(2).describe('Archives within archives.'),
});

export const pipelineSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[\w.-]{1,100}$/, 'letters, digits, dots, dashes and underscores only')
    .describe('Name of the dataset.'),
  license: z.string().optional().describe('Licence of the dataset for its card, such as `apache-2.0`.'),
  creator: line.optional().describe('For the card: the person or organisation that answers for the dataset.'),
  url: z.url().optional().describe('For the card: where the dataset can be found.'),
  published: z.iso.date().optional().describe('For the card: the day of publication, such as `2027-03-01`.'),
  seed: z.int().default(0).describe('Seed of everything that is random.'),
  root: z.string().default('.').describe('Folder that paths start from, relative to the pipeline file.'),
  sources: z.array(source).min(1).describe('Where documents come from, in this order.'),
  stages: z.array(stage).default([]).describe('What is done to each document, in this order.'),
  sink: sink.prefault({}).describe('Where the rows go.'),
  trainers: z.array(z.string()).default([]).describe('Training runners to write configuration for.'),
  limits: limits.prefault({}).describe('What a hostile or merely huge input may cost.'),
  memory: size.optional().describe('Memory of a run. `--memory` overrides it. Default: a quarter of the machine.'),
  maxFailures: z.int().min(0).default(0).describe('Failures that a run may have and still exit with 0.'),
  plugins: z.array(z.string()).default([]).describe('Modules with further parts, relative to the root.'),
});

export type Pipeline = z.input<typeof pipelineSchema>;
export type CheckedPipeline = z.output<typeof pipelineSchema>;

const UNITS: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1024,
  KB: 1024,
  MB: 1024 ** 2,
  GB: 1024 ** 3,
  TB: 1024 ** 4,
};

/** Bytes of `512MB`; units are powers of 1024. NaN when it is not a size. */
export function parseSize(text: string | number): number {
  if (typeof text === 'number') return text;
  const [, number, unit] = /^(\d+(?:\.\d+)?)\s*(B|kB|KB|MB|GB|TB)$/.exec(text) ?? [];
  return number === undefined ? Number.NaN : Math.round(Number(number) * UNITS[unit!]!);
}
