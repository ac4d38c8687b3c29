import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CorpusmithError } from '../core/errors.ts';
import { workLines } from '../engine/local/work-lines.ts';

/** Documents that are named, of all that are counted. */
const NAMED = 10;

/** A line of `clusters.jsonl`: why a document is one of a cluster, or was kept although it is much like another. */
interface ClusterLine {
  readonly id: string;
  /** Who stays; of a `template` the document that it is like, of `earlier` the row of an earlier dataset. */
  readonly keeper: string;
  readonly relation: 'exact' | 'near' | 'contained' | 'earlier' | 'template';
  readonly similarity: number;
  /** Similarity of what is not text that many documents share. */
  readonly own: number;
  /** Documents of the cluster. */
  readonly size?: number;
}

interface Other {
  readonly id: string;
  readonly relation: ClusterLine['relation'];
  readonly similarity: number;
  readonly own: number;
}

/** The first of several documents, and how many there are. */
interface Others {
  count: number;
  readonly first: Other[];
}

/** What stages that look at all documents have left in files about one of them. */
export interface Evidence {
  /** By the stage that found it: `dedupe`, `dedupe#2`. */
  readonly clusters: Readonly<Record<string, OfCluster>>;
  /** Lines of other files that name it. */
  readonly lines: readonly { readonly file: string; readonly line: Readonly<Record<string, unknown>> }[];
}

interface OfCluster {
  /** Whom it duplicates. */
  duplicates?: Other & { readonly size?: number };
  /** Who duplicates it. */
  readonly duplicatedBy: Others;
  /** Documents that share most of its text and none of what is its own, so that both were kept. */
  readonly alike: Others;
}

interface Gathered {
  readonly clusters: Record<string, OfCluster>;
  readonly lines: { readonly file: string; readonly line: Readonly<Record<string, unknown>> }[];
}

/** Reads what the files of a run say of documents. `names`: the id that each name of a document stands for. */
export async function evidenceOf(
  folder: string,
  names: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Evidence>> {
  const gathered = new Map<string, Gathered>();
  const of = (id: string) => {
    const own = gathered.get(id) ?? { clusters: {}, lines: [] };
    gathered.set(id, own);
    return own;
  };
  for (const { file, stage } of evidenceFiles(folder)) {
    for await (const text of workLines(join(folder, file))) {
      if (signal.aborted) throw new CorpusmithError('E_INTERRUPTED');
      const line = JSON.parse(text) as Readonly<Record<string, unknown>>;
      for (const id of namedBy(file, line, names)) {
        if (stage === undefined) of(id).lines.push({ file, line });
        else addToCluster((of(id).clusters[stage] ??= newCluster()), id, line as unknown as ClusterLine);
      }
    }
  }
  return gathered;
}

/** Files of clusters with the stage they are of, then the others. */
function evidenceFiles(folder: string): readonly { readonly file: string; readonly stage?: string }[] {
  const files = readdirSync(folder).sort();
  const clusters = files.flatMap(file => {
    const [whole, nth] = /^clusters(?:-(\d+))?\.jsonl$/.exec(file) ?? [];
    return whole === undefined ? [] : [{ file, stage: nth === undefined ? 'dedupe' : `dedupe#${nth}` }];
  });
  return [
    ...clusters,
    ...files.filter(file => /^(?:groups|leaks|contamination)\.jsonl$/.test(file)).map(file => ({ file })),
  ];
}

/** The documents that a line says something of, each once. A line of a group is of one member only, as there are many. */
function namedBy(
  file: string,
  line: Readonly<Record<string, unknown>>,
  names: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const values = file === 'groups.jsonl' ? [line.id] : Object.values(line).flat();
  return new Set(values.flatMap(value => (typeof value === 'string' ? (names.get(value) ?? []) : [])));
}

function newCluster(): OfCluster {
  return { duplicatedBy: { count: 0, first: [] }, alike: { count: 0, first: [] } };
}

function addToCluster(cluster: OfCluster, id: string, line: ClusterLine): void {
  const { relation, similarity, own, size } = line;
  const other = { id: line.id === id ? line.keeper : line.id, relation, similarity, own };
  if (relation === 'template') addTo(cluster.alike, other);
  else if (line.id !== id) addTo(cluster.duplicatedBy, other);
  else cluster.duplicates = size === undefined ? other : { ...other, size };
}

function addTo(others: Others, other: Other): void {
  others.count++;
  if (others.first.length < NAMED) others.first.push(other);
}

/** The evidence in lines for people: who speaks, and what it says. */
export function tellEvidence({ clusters, lines }: Evidence): (readonly [who: string, said: string])[] {
  return [
    ...Object.entries(clusters).flatMap(([stage, cluster]) => tellCluster(cluster).map(said => [stage, said] as const)),
    ...lines.map(({ file, line }) => [file.replace('.jsonl', ''), tellLine(file, line)] as const),
  ];
}

const RELATIONS: Readonly<Record<ClusterLine['relation'], string>> = {
  exact: 'has the same text as',
  near: 'is a near-duplicate of',
  contained: 'is contained in',
  earlier: 'is already in an earlier dataset:',
  template: 'shares a template with',
};

function tellCluster({ duplicates, duplicatedBy, alike }: OfCluster): string[] {
  const said: string[] = [];
  if (duplicates !== undefined) {
    const { id, relation, size } = duplicates;
    const cluster = size === undefined ? '' : `, in a cluster of ${size}`;
    const like = relation === 'exact' ? '' : ` (similarity ${likeness(duplicates)})`;
    said.push(`${RELATIONS[relation]} ${id}${like}${cluster}`);
  }
  if (duplicatedBy.count > 0) {
    const each = (other: Other) => (other.relation === 'exact' ? 'exact' : `${other.relation} ${likeness(other)}`);
    said.push(`keeper of ${duplicatedBy.count}: ${naming(duplicatedBy, each)}`);
  }
  if (alike.count > 0) {
    const others = naming(alike, likeness);
    said.push(`not dropped for ${alike.count} that it shares a template with, as its own text differs: ${others}`);
  }
  return said;
}

function naming({ first, count }: Others, what: (other: Other) => string): string {
  const named = first.map(other => `${other.id} (${what(other)})`).join(', ');
  return count > first.length ? `${named} and ${count - first.length} more` : named;
}

function likeness({ similarity, own }: Other): string {
  return own === similarity ? String(similarity) : `${similarity}, own text ${own}`;
}

type Told = Readonly<Record<string, unknown>>;

/** A line of each file in words; how the line says it where it is none of these. */
const TELL: Readonly<Record<string, (line: Told) => string | undefined>> = {
  'contamination.jsonl': ({ item, documents, share, inOneDocument }) =>
    documents === 1
      ? `holds text of ${item}, as no other document does (share ${share})`
      : `holds text of ${item}, as ${Number(documents) - 1} more do (share in one document up to ${inOneDocument}, in all ${share})`,
  'groups.jsonl': ({ first, split, size }) =>
    `in a group of ${size} that share the split ${split}, the first is ${first}`,
  'leaks.jsonl': line => LEAKS[String(line.kind)]?.(line),
};

const LEAKS: Readonly<Record<string, (line: Told) => string>> = {
  exact: ({ place, otherPlace }) => `${place} has the same text as ${otherPlace}`,
  near: ({ place, otherPlace, similarity }) => `${place} is similar to ${otherPlace} (similarity ${similarity})`,
  keys: ({ place, otherPlace }) => `${place} shares a label or the parent with ${otherPlace}`,
  answers: ({ place, otherPlace, similarity }) =>
    `the answer of ${place} is found in train, most of it in ${otherPlace} (share ${similarity})`,
};

function tellLine(file: string, line: Told): string {
  const said = TELL[file]?.(line);
  if (said !== undefined) return said;
  return Object.entries(line)
    .map(([name, value]) => `${name} ${[value].flat().join(' ')}`)
    .join(', ');
}
