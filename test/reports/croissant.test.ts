import { describe, expect, it } from 'vitest';
import type { RunFacts } from '../../src/core/facts.ts';
import { croissantJson } from '../../src/reports/croissant.ts';
import { sampleFacts } from './sample-facts.ts';

const described = (facts: RunFacts = sampleFacts) => JSON.parse(croissantJson(facts));

const withPlan = (resolved: object): RunFacts => ({
  ...sampleFacts,
  pipeline: { ...sampleFacts.pipeline, resolved: { ...resolved } },
});

/** Every object in it that has an id, by id. */
function identified(node: unknown): Map<string, Record<string, unknown>> {
  const found = new Map<string, Record<string, unknown>>();
  const visit = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return;
    const { '@id': id, '@type': type } = value as Record<string, unknown>;
    if (typeof id === 'string' && type !== undefined) {
      expect(found.has(id), id).toBe(false);
      found.set(id, value as Record<string, unknown>);
    }
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(node);
  return found;
}

describe('croissant.json', () => {
  it('says what it conforms to and where each split is', () => {
    const { '@type': type, conformsTo, name, distribution } = described();
    expect([type, conformsTo, name]).toEqual(['sc:Dataset', 'http://mlcommons.org/croissant/1.1', 'support-tickets']);
    expect(distribution).toHaveLength(3);
    for (const [i, split] of sampleFacts.dataset.splits.entries())
      expect(distribution[i]).toMatchObject({
        '@type': 'cr:FileObject',
        '@id': split.file,
        contentUrl: split.file,
        contentSize: `${split.bytes} B`,
        encodingFormat: 'application/jsonlines',
        sha256: split.sha256,
      });
  });

  it.each([
    ['train.parquet', 'application/x-parquet'],
    ['train.jsonl.gz', ['application/jsonlines', 'application/gzip']],
    ['train.jsonl.zst', ['application/jsonlines', 'application/zstd']],
  ])('names the encoding of %s', (file, encoding) => {
    const splits = [{ ...sampleFacts.dataset.splits[0]!, file }];
    const { distribution } = described({ ...sampleFacts, dataset: { ...sampleFacts.dataset, splits } });
    expect(distribution[0].encodingFormat).toEqual(encoding);
  });

  it('refers to nothing that it does not hold, and each id is of one thing', () => {
    const all = described();
    const ids = identified(all);
    const references = [...JSON.stringify(all).matchAll(/"(?:fileObject|key)":\{"@id":"([^"]+)"\}/g)].map(
      ([, id]) => id!,
    );
    expect(references.length).toBeGreaterThan(3);
    for (const id of references) expect(ids.has(id), id).toBe(true);
  });

  it.each([
    ['messages', ['messages', 'role', 'content']],
    ['sharegpt', ['conversations', 'from', 'value']],
    ['prompt-completion', ['prompt', 'role', 'content', 'completion', 'role', 'content']],
    ['alpaca', ['system', 'instruction', 'input', 'output', 'history']],
    ['text', ['text']],
  ])('lists the fields of %s rows', (format, names) => {
    const { recordSet } = described({ ...sampleFacts, dataset: { ...sampleFacts.dataset, format } });
    expect(recordSet.map(({ name }: { name: string }) => name)).toEqual(['splits', 'train', 'validation', 'test']);
    const fields = recordSet[1].field.flatMap((field: { name: string; subField?: { name: string }[] }) => [
      field.name,
      ...(field.subField ?? []).map(({ name }) => name),
    ]);
    expect(fields).toEqual(names);
  });

  it('lists no fields of a format that it does not know', () => {
    const { recordSet } = described({ ...sampleFacts, dataset: { ...sampleFacts.dataset, format: 'acme' } });
    expect(recordSet.map(({ name }: { name: string }) => name)).toEqual(['splits']);
  });

  it('enumerates the splits', () => {
    expect(described().recordSet[0]).toMatchObject({
      dataType: ['cr:Split', 'https://www.wikidata.org/wiki/Q3985153'],
      data: [{ 'splits/name': 'train' }, { 'splits/name': 'validation' }, { 'splits/name': 'test' }],
    });
  });

  it('has licence, creator, address and day where the pipeline names them, and no others', () => {
    const keys = ['license', 'creator', 'url', 'datePublished'];
    for (const key of keys) expect(described()).not.toHaveProperty(key);
    const terms = { license: 'cc-by-4.0', creator: 'Acme', url: 'https://example.com/', published: '2027-03-01' };
    expect(described(withPlan(terms))).toMatchObject({
      license: 'cc-by-4.0',
      creator: { '@type': 'sc:Organization', name: 'Acme' },
      url: 'https://example.com/',
      datePublished: '2027-03-01',
    });
  });

  it('tells how it was made, in facts', () => {
    const sources = [{ name: 'pdf', purpose: 'manuals', consent: 'contract', options: { password: 'open sesame' } }];
    const facts = described(withPlan({ sources }));
    expect(facts['rai:dataCollection']).toContain(
      'pdf: 118 files, 1,023 documents, collected for: manuals, allowed by: contract; html',
    );
    expect(facts['rai:dataPreprocessingProtocol']).toContain('clean: 3,380 in, 3,114 changed, 3,380 out');
    expect(facts['rai:dataManipulationProtocol']).toContain('near-duplicate: 604');
    expect(facts['rai:personalSensitiveInformation']).toContain('PERSON 231 of 240');
    expect(facts['prov:wasGeneratedBy']['@id']).toBe(`urn:sha256:${sampleFacts.pipeline.sha256}`);
    expect(facts['prov:wasGeneratedBy']['prov:wasAssociatedWith']['prov:label']).toBe('corpusmith 0.1.0');
    expect(JSON.stringify(facts)).not.toContain('open sesame');
  });
});
