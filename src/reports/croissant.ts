import type { RunFacts, SplitFacts } from '../core/facts.ts';
import { croissantFields } from './croissant-fields.ts';
import { sourceTerms, termsOf } from './dataset-terms.ts';
import { count, lossesOf, partOf, plural } from './figures.ts';
import { personalData } from './personal-data.ts';

/** The context that Croissant 1.1 prescribes, and the vocabulary of PROV-O. */
const CONTEXT = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  arrayShape: 'cr:arrayShape',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  containedIn: 'cr:containedIn',
  cr: 'http://mlcommons.org/croissant/',
  rai: 'http://mlcommons.org/croissant/RAI/',
  prov: 'http://www.w3.org/ns/prov#',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  dct: 'http://purl.org/dc/terms/',
  description: { '@container': '@language' },
  equivalentProperty: 'cr:equivalentProperty',
  examples: { '@id': 'cr:examples', '@type': '@json' },
  extract: 'cr:extract',
  field: 'cr:field',
  fileProperty: 'cr:fileProperty',
  fileObject: 'cr:fileObject',
  fileSet: 'cr:fileSet',
  format: 'cr:format',
  includes: 'cr:includes',
  isArray: 'cr:isArray',
  isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath',
  key: 'cr:key',
  md5: 'cr:md5',
  name: { '@container': '@language' },
  parentField: 'cr:parentField',
  path: 'cr:path',
  recordSet: 'cr:recordSet',
  references: 'cr:references',
  regex: 'cr:regex',
  repeated: 'cr:repeated',
  replace: 'cr:replace',
  samplingRate: 'cr:samplingRate',
  sc: 'https://schema.org/',
  separator: 'cr:separator',
  source: 'cr:source',
  subField: 'cr:subField',
  transform: 'cr:transform',
};

/**
 * croissant.json: the dataset as Croissant 1.1 describes it (https://docs.mlcommons.org/croissant), with how it was made
 * in the terms of its responsible-AI vocabulary and of PROV-O. Licence, creator, address and day of publication stand in
 * it only where the pipeline names them.
 */
export function croissantJson(facts: RunFacts): string {
  const { dataset, languages, totals } = facts;
  const { license, creator, url, published } = termsOf(facts);
  const described = {
    '@context': CONTEXT,
    '@type': 'sc:Dataset',
    conformsTo: 'http://mlcommons.org/croissant/1.1',
    name: dataset.name,
    description: `${plural(totals.written, 'row')} in the ${dataset.format} format for fine-tuning language models.`,
    license,
    url,
    creator: creator === undefined ? undefined : { '@type': 'sc:Organization', name: creator },
    datePublished: published,
    inLanguage: Object.keys(languages).toSorted(),
    keywords: ['fine-tuning', dataset.format],
    isLiveDataset: false,
    distribution: dataset.splits.map(fileObject),
    recordSet: [splitNames(dataset.splits), ...dataset.splits.flatMap(split => rows(dataset.format, split))],
    ...responsible(facts),
    ...provenance(facts),
  };
  return `${JSON.stringify(described, null, 2)}\n`;
}

function fileObject({ name, file, bytes, sha256 }: SplitFacts): object {
  return {
    '@type': 'cr:FileObject',
    '@id': file,
    name: file,
    description: `Rows of the ${name} split.`,
    contentUrl: file,
    contentSize: `${bytes} B`,
    encodingFormat: encodingOf(file),
    sha256,
  };
}

function encodingOf(file: string): string | readonly string[] {
  if (file.endsWith('.parquet')) return 'application/x-parquet';
  if (file.endsWith('.gz')) return ['application/jsonlines', 'application/gzip'];
  return file.endsWith('.zst') ? ['application/jsonlines', 'application/zstd'] : 'application/jsonlines';
}

/** The splits as an enumeration: `wd:Q3985153` is the term of Wikidata that the format asks for. */
function splitNames(splits: readonly SplitFacts[]): object {
  return {
    '@type': 'cr:RecordSet',
    '@id': 'splits',
    name: 'splits',
    description: 'Names of the splits.',
    dataType: ['cr:Split', 'https://www.wikidata.org/wiki/Q3985153'],
    key: { '@id': 'splits/name' },
    field: [{ '@type': 'cr:Field', '@id': 'splits/name', name: 'name', dataType: 'sc:Text' }],
    data: splits.map(({ name }) => ({ 'splits/name': name })),
  };
}

function rows(format: string, { name, file, rows: amount }: SplitFacts): object[] {
  const field = croissantFields(format, file, name);
  const description = `${plural(amount, 'row')} of the ${name} split.`;
  return field === undefined ? [] : [{ '@type': 'cr:RecordSet', '@id': name, name, description, field }];
}

/** Facts of the run under the names of the responsible-AI vocabulary. */
function responsible(facts: RunFacts): object {
  const { sources, stages, totals, warnings } = facts;
  const losses = lossesOf(facts).map(({ reason, documents }) => `${reason}: ${count(documents)}`);
  const collected = sources.map(({ name, files, read }) => {
    const { purpose, consent } = sourceTerms(facts, name);
    const said = [purpose && `collected for: ${purpose}`, consent && `allowed by: ${consent}`].filter(Boolean);
    return [`${name}: ${plural(files, 'file')}, ${plural(read, 'document')}`, ...said].join(', ');
  });
  return {
    'rai:dataCollection': `${collected.join('; ')}.`,
    'rai:dataCollectionMissingData': `${plural(totals.failed, 'document')} could not be processed.`,
    'rai:dataPreprocessingProtocol': stages.map(({ name, total }) => {
      return `${name}: ${count(total.in)} in, ${count(total.changed)} changed, ${count(total.out)} out`;
    }),
    'rai:dataManipulationProtocol': losses.length === 0 ? undefined : `Removed, by reason: ${losses.join('; ')}.`,
    'rai:dataLimitations': warnings.length === 0 ? undefined : warnings,
    'rai:personalSensitiveInformation': personalData(facts),
  };
}

function provenance({ pipeline, tool, sources, stages }: RunFacts): object {
  return {
    'prov:wasDerivedFrom': sources.map(({ name, part }) => ({
      '@type': 'prov:Entity',
      '@id': `source:${name}`,
      'prov:label': `${name} (${part})`,
    })),
    'prov:wasGeneratedBy': {
      '@type': 'prov:Activity',
      '@id': `urn:sha256:${pipeline.sha256}`,
      'prov:label': `Pipeline ${pipeline.name}, seed ${pipeline.seed}: ${stages.map(stage => partOf(stage)).join(', ')}`,
      'prov:wasAssociatedWith': {
        '@type': 'prov:SoftwareAgent',
        '@id': `urn:${tool.name}:${tool.version}`,
        'prov:label': `${tool.name} ${tool.version}`,
      },
    },
  };
}
