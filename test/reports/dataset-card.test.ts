import { expect, test } from 'vitest';
import { datasetCard } from '../../src/reports/dataset-card.ts';
import { sampleFacts } from './sample-facts.ts';

test('the card says of each source what the pipeline says, and that the rest is not stated', () => {
  const sources = [{ name: 'pdf', license: 'a|b', purpose: 'manuals', consent: 'contract' }];
  const card = datasetCard({ ...sampleFacts, pipeline: { ...sampleFacts.pipeline, resolved: { sources } } });
  expect(card).toContain('| `pdf` | 118 | 1,023 | 698 | a\\|b | manuals | contract |');
  expect(card).toContain('| `zendesk` | 4 | 2,047 | 1,396 | not stated | not stated | not stated |');
  expect(card).toContain('the purpose of the first collection is not stated for 2.');
});

test('the card says how much of planted values was found, what the scan of the rows gave, and the status', () => {
  const card = datasetCard(sampleFacts);
  expect(card).toContain('Found of planted values: PERSON 231 of 240, IBAN 61 of 61.');
  expect(card).toContain('2,327 written rows were scanned again: 0 hits are unexplained.');
  expect(card).toContain('Status of the redaction when this was written: needs review.');
});

test('the card says that nothing was redacted, and what nobody has looked at', () => {
  const card = datasetCard({ ...sampleFacts, stages: sampleFacts.stages.filter(({ name }) => name !== 'redact') });
  expect(card).toContain('No redaction was part of this pipeline.');
  expect(card).toContain('- **Bias (f, g):** not examined.');
});

test('the card names the operations with their numbers and the command that checks the folder', () => {
  const card = datasetCard(sampleFacts);
  expect(card).toContain('`clean` 3,380 in, 3,114 changed, 3,380 out; `drop-short` 3,380 in, 0 changed, 3,117 out');
  expect(card).toContain('`corpusmith verify DIR`');
  expect(card).toMatch(/by source `zendesk` \d+ %, .*; by language `en` \d+ %, `de` \d+ %, `fr` \d+ %/);
});
