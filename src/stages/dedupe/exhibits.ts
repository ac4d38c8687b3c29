import type { Curve, Exhibit } from '../../core/facts.ts';
import type { Sketches } from '../../core/stage.ts';
import { bandsFor, candidateChance } from '../../minhash/bands.ts';
import type { Likeness } from '../../minhash/likeness.ts';
import { type Summary, sum } from './summary.ts';

/** Points of the S-curve. */
const POINTS = 50;

/** What the report shows of a deduplication. */
export function exhibitsOf(sketches: Sketches, summary: Summary, likeness: Likeness): readonly Exhibit[] {
  const shown = [lossBySource(sketches, summary), sCurve(likeness)];
  if (summary.clusters === 0) return shown;
  return [...shown, similarities(summary), sizes(summary), largest(summary)];
}

function lossBySource({ sources, counts }: Sketches, { bySource }: Summary): Exhibit {
  const rows = sources.map((name, source) => {
    const { exact = 0, near = 0, contained = 0, earlier = 0 } = bySource[source]!;
    const lost = sum(bySource[source]!);
    return [name, counts[source]!, exact, near, contained, earlier, counts[source] === 0 ? 0 : lost / counts[source]!];
  });
  const columns = ['Source', 'Documents #', 'Exact #', 'Near #', 'Contained #', 'In earlier data #', 'Duplicates %'];
  return { title: 'Duplicates by source', table: { columns, rows } };
}

/** The chance that a pair is found, by its similarity. */
function sCurve({ similarity, recall }: Likeness): Exhibit {
  const shape = bandsFor(similarity, recall);
  const points = Array.from({ length: POINTS + 1 }, (_, i) => {
    return [i / POINTS, candidateChance(i / POINTS, shape)] as const;
  });
  const chance = candidateChance(similarity, shape);
  const curve: Curve = {
    x: 'Jaccard similarity of a pair',
    y: 'Chance to be compared',
    points,
    mark: { at: similarity, label: `threshold ${similarity}: ${chance.toFixed(3)}` },
  };
  const note =
    `Signatures of 128 slots are cut into ${shape.bands} bands of ${shape.rows} rows. What shares a band is compared shingle ` +
    `by shingle, so no near-duplicate is less similar than ${similarity}.`;
  return { title: 'What is found', note, curve };
}

function similarities({ similarities: counted, relations }: Summary): Exhibit {
  const bars = [...counted].sort(([a], [b]) => a - b).map(([from, value]) => ({ label: from.toFixed(2), value }));
  const note = 'Of a contained document the share of it that the other one holds.';
  const isContained = relations.contained! > 0;
  return { title: 'Duplicates by similarity to what stays', ...(isContained ? { note } : {}), bars };
}

function sizes({ sizes: counted }: Summary): Exhibit {
  const bars = [...counted]
    .sort(([a], [b]) => a - b)
    .map(([from, value]) => {
      return { label: from === 2 ? '2–3' : `${from}–${2 * from - 1}`, value };
    });
  return { title: 'Clusters by number of documents', bars };
}

function largest({ top }: Summary): Exhibit {
  const rows = top.map(({ id, source, size }) => [id, source, size]);
  const note = 'All are in clusters.jsonl, each document with the one that stays and the exact similarity.';
  return { title: 'Largest clusters', note, table: { columns: ['Stays', 'Source', 'Documents #'], rows } };
}
