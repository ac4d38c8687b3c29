import { z } from 'zod';
import { CorpusmithError, nearest } from '../../core/errors.ts';
import { KEEP } from '../../models/labels.ts';
import { MEASURED, OPERATING_POINTS, type OperatingPoint } from '../../redaction/operating-points.ts';
import { operators } from '../../redaction/operators/index.ts';
import { policies } from '../../redaction/policies.ts';

/** Bytes of a key (128 bits): fewer can be guessed. */
const SHORTEST_KEY = 16;

export type RedactOptions = z.infer<ReturnType<typeof optionsOver>>;

/** The options of a `redact` stage whose recognizers find these entities. */
export function optionsOver(known: readonly string[]) {
  const names = [...operators.map(({ name }) => name), 'drop-document'] as const;
  const described = operators.map(({ name, summary }) => `${name}: ${summary}`).join('. ');
  const shipped = z.enum(Object.keys(policies));
  const noEntity = (name: string) => {
    const near = nearest(name, known);
    return `There is no such entity; ${near === undefined ? `there are ${known.join(', ')}` : `did you mean ${near}?`}`;
  };
  const byEntity = z.record(z.string(), z.enum([...names, 'replace', 'keep'])).superRefine((chosen, issue) => {
    for (const name of Object.keys(chosen).filter(one => !known.includes(one)))
      issue.addIssue({ code: 'custom', path: [name], message: noEntity(name) });
  });
  const byLabel = z.record(z.string(), z.string()).superRefine((chosen, issue) => {
    for (const [label, name] of Object.entries(chosen).filter(([, one]) => one !== KEEP && !known.includes(one)))
      issue.addIssue({ code: 'custom', path: [label], message: noEntity(name) });
  });
  const own = z.strictObject({
    name: z.string().min(1).describe('What the report calls it.'),
    summary: z.string().optional().describe('What must go and why, for the report.'),
    extends: shipped.describe('The policy that it is made of.'),
    operators: byEntity.default({}).describe('Otherwise than that policy says, by entity.'),
    others: z.enum(['replace', 'keep']).optional().describe('What becomes of entities that neither names.'),
  });
  return z.strictObject({
    policy: z
      .union([shipped, own])
      .default('gdpr')
      .describe(
        `What must go. ${Object.entries(policies)
          .map(([name, { summary }]) => `${name}: ${summary}`)
          .join(
            '. ',
          )}. Or the path of a YAML file with one of your own: \`{ name, extends: gdpr, operators: { URL: replace } }\`.`,
      ),
    replace: z
      .enum(names)
      .default('placeholder')
      .describe(`What becomes of it. ${described}. drop-document: the whole document goes.`),
    operators: byEntity
      .default({})
      .describe(
        'Otherwise than the policy says, by entity: `{ URL: replace, PHONE: hash, DATE: keep }`. What is kept is not looked for.',
      ),
    operatingPoint: z
      .enum(Object.keys(OPERATING_POINTS) as [OperatingPoint, ...OperatingPoint[]])
      .default('balanced')
      .describe(
        'How sure a finding must be. strict (0.3): also numbers with a right check digit that no word explains, and private ' +
          'network addresses. balanced (0.5). precise (0.8): only what a check digit, an unmistakable shape or a word beside it ' +
          'proves. Found and right, as shares of characters, on sentences of presidio-research and on legal documents of ' +
          `pii-anon: strict ${MEASURED.strict}; balanced ${MEASURED.balanced}; precise ${MEASURED.precise}.`,
      ),
    allow: z
      .array(z.string().min(1))
      .default([])
      .describe('Values that stay wherever they stand, such as your own support address, in any spelling of them.'),
    deny: z
      .array(z.string().min(2))
      .default([])
      .describe('Values that always go, such as the name of a project, in any upper and lower case.'),
    model: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Folder of a token classifier of your own, which finds names, places, addresses and whatever else it labels beside ' +
          'what is found without: `config.json` with the labels, `tokenizer.json`, and one `*.onnx`, there or in `onnx`, as ' +
          'Hugging Face repositories have them. It is run in this process by the optional package `onnxruntime-web` ' +
          '(`npm i onnxruntime-web`), on the processor and without any network. It takes far longer than everything else, a ' +
          'small model about a second for each kilobyte: give long documents more `limits.seconds`.',
      ),
    modelLabels: byLabel
      .default({})
      .describe(
        'What its labels are, where their names do not tell or mean something else: `{ CLIENT: PERSON, PRODUCT: keep }`. ' +
          'Without B- and I- before them.',
      ),
    canaries: z
      .number()
      .min(0)
      .max(1)
      .default(0.05)
      .describe(
        'Share of documents of which a copy is redacted with an invented person in it, to measure how many values are found. ' +
          'The copy is thrown away; the report says how many were found of how many.',
      ),
    key: z
      .string()
      .optional()
      .describe(`Secret of ${SHORTEST_KEY} characters or more, for operators that need one: \`\${REDACTION_KEY}\`.`),
    keyFile: z.string().optional().describe('Or a file that holds it.'),
    subjectKey: z
      .string()
      .optional()
      .describe(
        'Another secret, `${SUBJECT_KEY}`: with it `subjects.jsonl` notes which values were in which document, as keyed ' +
          'hashes, so that `corpusmith subject` can find and erase the rows of a person.',
      ),
    subjectKeyFile: z.string().optional().describe('Or a file that holds it.'),
  });
}

/** A key given as text or as the content of a file; none where neither is. Throws `E_KEY` for a short one. */
export function keyFrom(text: string | undefined, file: Uint8Array | undefined, place: string): Uint8Array | undefined {
  const bytes = file ?? (text === undefined ? undefined : Buffer.from(text));
  if (bytes !== undefined && bytes.length < SHORTEST_KEY)
    throw new CorpusmithError('E_KEY', { place, detail: `it has ${bytes.length} bytes, ${SHORTEST_KEY} are needed` });
  return bytes;
}
