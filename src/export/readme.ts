import type { DatasetFacts } from '../core/facts.ts';
import type { TrainerDefinition } from '../define.ts';
import { type ProblemCode, problems } from '../rows/problems.ts';
import type { Exported } from './exported.ts';

/** The page beside the rows: what they are, how the runner is started, and what is not there. */
export function exportReadme(exported: Exported, dataset: DatasetFacts, trainer: TrainerDefinition): string {
  const { splits, format, command } = exported;
  const files = splits.map(({ name, file, rows }) => `| \`${file}\` | ${name} | ${rows} |\n`).join('');
  return `# ${plain(dataset.name)} for ${trainer.name}

${trainer.summary}. Rows of format \`${format}\`.

\`\`\`sh
${command}
\`\`\`

Run it in this folder.${trainer.notice === undefined ? '' : ` ${trainer.notice}`}

| file | split | rows |
|---|---|---|
${files}
\`meta.jsonl\` tells of each row by its number which document it was made of, from which source, and its SHA-256. The rows
hold nothing of that. \`export.json\` lists the files with their hashes.
${leftOut(exported)}${warnings(exported)}`;
}

function leftOut({ leftOut, reasons }: Exported): string {
  if (leftOut === 0) return '\nNo row was left out.\n';
  const lines = Object.entries(reasons).map(([code, rows]) => {
    const { what, fix } = problems[code as ProblemCode];
    return `| \`${code}\` | ${rows} | ${what}. ${fix} |\n`;
  });
  return `
## Left out

${leftOut} rows do not fit this runner and are not here: \`left-out.jsonl\` lists them by number.

| code | rows | why |
|---|---|---|
${lines.join('')}`;
}

function warnings({ problems: ofFiles }: Exported): string {
  if (ofFiles.length === 0) return '';
  const lines = ofFiles.map(({ file, code }) => `- \`${file}\`: ${problems[code].what}. ${problems[code].fix}\n`);
  return `\n## What the runner will refuse\n\n${lines.join('')}`;
}

/** A name of the user's on one line, without marks of Markdown. */
function plain(name: string): string {
  return name
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\\`*_[\]<>|#]/g, '\\$&')
    .trim();
}
