import type { ReviewFacts, RunFacts } from './core/facts.ts';
import type { Catalog } from './define.ts';
import { croissantJson } from './reports/croissant.ts';
import { datasetCard } from './reports/dataset-card.ts';
import { redactionReportCsv } from './reports/redaction-csv.ts';
import { redactionReportHtml, redactionReportJson } from './reports/redaction-report.ts';
import { runReportHtml, runReportJson, runReportMarkdown } from './reports/run-report.ts';

export interface Artefact {
  /** Relative to the output folder. */
  readonly path: string;
  readonly text: string;
}

/** Everything that a run writes beside its rows, made from its facts alone. */
export function artefactsOf(facts: RunFacts, trainers: readonly string[], catalog: Catalog): Artefact[] {
  return [
    ...redactionReports(facts),
    { path: 'README.md', text: datasetCard(facts) },
    { path: 'croissant.json', text: croissantJson(facts) },
    { path: 'report.html', text: runReportHtml(facts) },
    { path: 'report.json', text: runReportJson(facts) },
    { path: 'report.md', text: runReportMarkdown(facts) },
    ...trainers.flatMap(name => catalog.trainers.get(name)!.configure(facts.dataset)),
  ];
}

/** The redaction report in all its forms: made again when people have read a sample. */
export function redactionReports(facts: RunFacts, review?: ReviewFacts): Artefact[] {
  return [
    { path: 'redaction.html', text: redactionReportHtml(facts, review) },
    { path: 'redaction.json', text: redactionReportJson(facts, review) },
    { path: 'redaction.csv', text: redactionReportCsv(facts, review) },
  ];
}
