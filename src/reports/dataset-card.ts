import type { RunFacts, StageFacts } from '../core/facts.ts';
import { bytes, count, lossesOf, partOf, plural, sum, tokensOf } from './figures.ts';
import { entityCounts } from './redaction-figures.ts';

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
  const license = facts.pipeline.resolved.license;
  const lines = [
    '---',
    `license: ${yamlText(typeof license === 'string' ? license : 'unknown')}`,
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

${sources.map(source => `- \`${source.name}\`: ${plural(source.files, 'file')}, ${plural(source.read, 'document')} read, ${count(source.written)} written`).join('\n')}

## How it was made

${facts.stages.map(({ name }) => `\`${name}\``).join(' → ')}

${plural(totals.read, 'document')} read${totals.born === 0 ? '' : ` and ${count(totals.born)} born of them`}: ${count(totals.written)} written, ${count(totals.dropped)} dropped, ${count(totals.failed)} failed. ${lossesLine(facts)}

Pipeline \`${pipeline.name}\`, seed ${pipeline.seed}, SHA-256 \`${pipeline.sha256}\`. The same input and pipeline give the same bytes; \`report.html\` says how.
${duplicatesAndSplits(facts)}
## Personal data

${personalData(facts)}
${warnings.length === 0 ? '' : `\n## Known limits\n\n${warnings.map(warning => `- ${warning}`).join('\n')}\n`}`;
}

function lossesLine(facts: RunFacts): string {
  const losses = lossesOf(facts).toSorted((a, b) => b.documents - a.documents);
  if (losses.length === 0) return 'Nothing was removed.';
  const shown = losses.slice(0, 6).map(({ reason, documents }) => `\`${reason}\` ${count(documents)}`);
  return `Most were removed for: ${shown.join(', ')}.`;
}

/** Empty when neither was looked after. */
function duplicatesAndSplits({ stages }: RunFacts): string {
  const sentences = stages.flatMap(stage => {
    if (partOf(stage) === 'dedupe') return [duplicates(stage)];
    return partOf(stage) === 'split' ? [groups(stage), leaks(stage)] : [];
  });
  return sentences.length === 0 ? '' : `\n## Duplicates and splits\n\n${sentences.join(' ')}\n`;
}

function duplicates({ name, facts = {}, total }: StageFacts): string {
  const { exact = 0, near = 0, largest = 0 } = facts;
  if (exact + near === 0)
    return `\`${name}\` looked for exact and near-duplicates among ${plural(total.in, 'document')} and found none.`;
  const removed = sum(total.dropped);
  const fate = removed === 0 ? 'kept them all' : `removed ${plural(removed, 'document')}`;
  return `\`${name}\` found ${count(exact)} exact and ${count(near)} near-duplicates and ${fate}; the largest cluster held ${plural(largest, 'document')}.`;
}

function groups({ options, facts = {}, total }: StageFacts): string {
  const { together } = options;
  const by = Array.isArray(together) ? ` (by ${together.map(label => `\`${label}\``).join(', ')})` : '';
  const amount = facts.groups === undefined ? 'groups' : plural(facts.groups, 'group');
  const verb = facts.groups === 1 ? 'is' : 'are';
  return `${plural(total.in, 'document')} went into the splits in ${amount} that ${verb} never torn apart${by}.`;
}

/** What the independent check of the written files found: held-out rows by what they share with another split. */
function leaks({ facts = {} }: StageFacts): string {
  const kinds = [
    ['exact', 'the same text'],
    ['near', 'a similar text'],
    ['keys', 'a key'],
    ['answers', 'the same answer'],
  ] as const;
  const measured = kinds.filter(([kind]) => facts[kind] !== undefined);
  if (measured.length === 0) return 'The written files were not checked for leaks between the splits.';
  const found = measured.filter(([kind]) => facts[kind] !== 0);
  const check = 'A check of the written files, independent of the decision, found';
  const words = measured
    .map(([, shared]) => shared)
    .join(', ')
    .replace(/, ([^,]*)$/, ' or $1');
  if (found.length === 0) return `${check} no held-out row that shares ${words} with another split.`;
  const rows = found.map(([kind, shared]) => `${count(facts[kind]!)} by ${shared}`);
  return `${check} held-out rows that leak into another split: ${rows.join(', ')}.`;
}

function personalData(facts: RunFacts): string {
  if (!facts.stages.some(stage => partOf(stage) === 'redact'))
    return 'No redaction was part of this pipeline. The rows hold whatever personal data the source documents hold.';
  const found = entityCounts(facts);
  const what =
    found.length === 0
      ? 'None was found'
      : `Found: ${found.map(([entity, amount]) => `${entity} ${count(amount)}`).join(', ')}`;
  return (
    `${what}. The data is pseudonymised, not anonymous: names that nothing introduces, addresses and indirect clues are not ` +
    'looked for. `redaction.html` states what was and what was not.'
  );
}
