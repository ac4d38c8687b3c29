import type { RunFacts } from './core/facts.ts';
import type { Catalog } from './define.ts';
import { datasetCard } from './reports/dataset-card.ts';
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
    { path: 'README.md', text: datasetCard(facts) },
    { path: 'report.html', text: runReportHtml(facts) },
    { path: 'report.json', text: runReportJson(facts) },
    { path: 'report.md', text: runReportMarkdown(facts) },
    { path: 'redaction.html', text: redactionReportHtml(facts) },
    { path: 'redaction.json', text: redactionReportJson(facts) },
    ...trainers.flatMap(name => catalog.trainers.get(name)!.configure(facts.dataset)),
  ];
}
