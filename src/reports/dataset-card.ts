import type { RunFacts, SourceFacts } from '../core/facts.ts';
import { sourceTerms, termsOf } from './dataset-terms.ts';
import { duplicatesAndSplits } from './duplicates-and-splits.ts';
import { bytes, count, lossesOf, percent, plural, tokensOf } from './figures.ts';
import { personalData } from './personal-data.ts';

/** Row formats whose rows are pairs of answers or prompts for reinforcement, by the task that Hugging Face lists them under. */
const tasks: Readonly<Record<string, string>> = { preference: 'reinforcement-learning' };

/**
 * README.md of the dataset: a Hugging Face dataset card (front matter as its hub documents it, then sections for people).
 * The license stays `unknown` unless the pipeline names one: nobody but the owner of the texts can know it.
 */
export function datasetCard(facts: RunFacts): string {
  return `${frontMatter(facts)}\n${body(facts)}`;
}

function frontMatter(facts: RunFacts): string {
  const { dataset, languages, totals } = facts;
  const lines = [
    '---',
    `license: ${yamlText(termsOf(facts).license ?? 'unknown')}`,
    ...list(
      'language',
      Object.keys(languages)
        .filter(code => /^[a-z]{2,3}$/.test(code))
        .toSorted(),
    ),
    `pretty_name: ${yamlText(dataset.name)}`,
    ...list('size_categories', [sizeCategory(totals.written)]),
    ...list('task_categories', [tasks[dataset.format] ?? 'text-generation']),
    ...list('tags', ['corpusmith', dataset.format]),
    'configs:',
    '- config_name: default',
    '  data_files:',
    ...dataset.splits.flatMap(({ name, file }) => [`  - split: ${name}`, `    path: ${yamlText(file)}`]),
    '---',
  ];
  return `${lines.join('\n')}\n`;
}

function list(key: string, values: readonly string[]): readonly string[] {
  return values.length === 0 ? [] : [`${key}:`, ...values.map(value => `- ${yamlText(value)}`)];
}

/** As it is where YAML 1.2 reads it as that text, else quoted as JSON, which is YAML too. */
function yamlText(text: string): string {
  const plain =
    /^[A-Za-z][\w .<>+/-]*$/.test(text) &&
    !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text) &&
    !text.endsWith(' ');
  return plain ? text : JSON.stringify(text);
}

function sizeCategory(rows: number): string {
  const steps = [1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12];
  const names = ['1K', '10K', '100K', '1M', '10M', '100M', '1B', '10B', '100B', '1T'];
  const above = steps.findIndex(step => rows < step);
  if (above === -1) return 'n>1T';
  return above === 0 ? 'n<1K' : `${names[above - 1]}<n<${names[above]}`;
}

function body(facts: RunFacts): string {
  const { dataset, totals, tool, pipeline, sources, warnings } = facts;
  const tokens = tokensOf(facts);
  const counted =
    tokens === undefined ? '' : ` (${plural(tokens, 'token')} of \`${dataset.tokenizer ?? 'the tokenizer'}\`)`;
  const splits = duplicatesAndSplits(facts);
  const rows = dataset.splits.map(
    split =>
      `| ${split.name} | \`${split.file}\` | ${count(split.rows)} | ${split.tokens === undefined ? '' : count(split.tokens)} | ${bytes(split.bytes)} | \`${split.sha256}\` |`,
  );
  return `
# ${dataset.name}

${plural(totals.written, 'row')} in the \`${dataset.format}\` format${counted}, made with ${tool.name} ${tool.version}.

| split | file | rows | tokens | size | SHA-256 |
|---|---|--:|--:|--:|---|
${rows.join('\n')}

## Where it comes from

| source | files | documents | written | license | collected for | allowed by |
|---|--:|--:|--:|---|---|---|
${sources.map(source => sourceLine(facts, source)).join('\n')}

## How it was made

${facts.stages.map(({ name }) => `\`${name}\``).join(' → ')}

${plural(totals.read, 'document')} read${totals.born === 0 ? '' : ` and ${count(totals.born)} born of them`}: ${count(totals.written)} written, ${count(totals.dropped)} dropped, ${count(totals.failed)} failed. ${lossesLine(facts)}

Pipeline \`${pipeline.name}\`, seed ${pipeline.seed}, SHA-256 \`${pipeline.sha256}\`. The same input and pipeline give the same bytes; \`report.html\` says how. \`corpusmith verify DIR\` recomputes every hash of this folder.
${splits === '' ? '' : `\n## Duplicates and splits\n\n${splits}\n`}
## Personal data

${personalData(facts)}

## Data governance (EU AI Act, Article 10)

What the tool knows for the points of Article 10(2); it is no assessment of conformity.

${governance(facts)
  .map(([point, said]) => `- **${point}:** ${said}`)
  .join('\n')}
${warnings.length === 0 ? '' : `\n## Known limits\n\n${warnings.map(warning => `- ${warning}`).join('\n')}\n`}`;
}

function sourceLine(facts: RunFacts, { name, files, read, written }: SourceFacts): string {
  const { license, purpose, consent } = sourceTerms(facts, name);
  const said = [license, purpose, consent].map(term => (term ?? 'not stated').replaceAll('|', '\\|'));
  return `| \`${name}\` | ${count(files)} | ${count(read)} | ${count(written)} | ${said.join(' | ')} |`;
}

/** The points of Article 10(2) of Regulation (EU) 2024/1689 on which a run has facts, and where it has none. */
function governance(facts: RunFacts): (readonly [point: string, said: string])[] {
  const { sources, stages, totals, languages, pipeline } = facts;
  const written = (share: number) => percent(share, totals.written);
  const mix = (named: readonly (readonly [string, number])[]) =>
    named.map(([name, amount]) => `\`${name}\` ${written(amount)}`).join(', ');
  const spoken = Object.entries(languages).toSorted((a, b) => b[1] - a[1]);
  const operations = stages
    .filter(({ total }) => total.changed > 0 || total.out !== total.in)
    .map(
      ({ name, total }) =>
        `\`${name}\` ${count(total.in)} in, ${count(total.changed)} changed, ${count(total.out)} out`,
    );
  const unstated = sources.filter(({ name }) => sourceTerms(facts, name).purpose === undefined).length;
  return [
    ['Design choices (a)', `every option is in \`report.html\`; pipeline SHA-256 \`${pipeline.sha256.slice(0, 16)}\`.`],
    [
      'Collection and origin (b)',
      `${plural(sources.length, 'source')}; the purpose of the first collection is not stated for ${count(unstated)}.`,
    ],
    ['Preparation (c)', operations.length === 0 ? 'none.' : `${operations.join('; ')}.`],
    ['Assumptions (d)', 'rows follow what the sources say; nobody checked whether it is true.'],
    [
      'Quantity and mix (e)',
      `${plural(totals.written, 'row')}; by source ${mix(sources.map(({ name, written }) => [name, written]))}; by language ${spoken.length === 0 ? 'not measured' : mix(spoken)}.`,
    ],
    ['Bias (f, g)', 'not examined.'],
    ['Gaps (h)', `${plural(totals.failed, 'document')} could not be processed; see the known limits.`],
  ];
}

function lossesLine(facts: RunFacts): string {
  const losses = lossesOf(facts).toSorted((a, b) => b.documents - a.documents);
  if (losses.length === 0) return 'Nothing was removed.';
  const shown = losses.slice(0, 6).map(({ reason, documents }) => `\`${reason}\` ${count(documents)}`);
  return `Most were removed for: ${shown.join(', ')}.`;
}
