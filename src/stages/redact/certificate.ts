import type { Document } from '../../core/document.ts';
import type { TableRow } from '../../core/facts.ts';
import type { Certifier, Evidence, Store, Written } from '../../core/stage.ts';
import type { Search } from '../../redaction/find.ts';
import { type Hit, postScan, REASONS } from '../../redaction/post-scan.ts';
import type { Redacted } from './document.ts';
import type { Model } from './model.ts';

/** Hits of which the row is not named: there are many, and each is as it should be. */
const USUAL: ReadonlySet<Hit['because']> = new Set(['stand-in', 'policy', 'thing']);

/** Scans the written rows again. Stops the run when a row holds what should be gone. */
export function postScanner(search: Search, model: Model | undefined): Certifier {
  return {
    note: (doc: Document) => Buffer.from(JSON.stringify(doc.labels.redacted ?? null)),
    check: (written, scratch) => scan(written, scratch.store(), search, model),
  };
}

/** `lines` takes the table on its way: there may be more hits than fit into memory. */
async function scan(written: Written, lines: Store, search: Search, model: Model | undefined): Promise<Evidence> {
  const reasons = Object.keys(REASONS).map(reason => [`hits-${reason}`, 0]);
  const facts: Record<string, number> = { 'rows-scanned': 0, 'rows-hit': 0, ...Object.fromEntries(reasons) };
  let first: TableRow | undefined;
  for await (const { place, id, parts, note } of written) {
    const left = (JSON.parse(Buffer.from(note).toString()) ?? undefined) as Redacted | undefined;
    const hits: Hit[] = [];
    for (const { text } of parts) hits.push(...(await postScan(text, left, search, model)));
    facts['rows-scanned']!++;
    if (hits.some(({ because }) => !USUAL.has(because))) facts['rows-hit']!++;
    for (const { because } of hits) facts[`hits-${because}`]!++;
    for (const { detector, what, because } of hits) {
      if (USUAL.has(because)) continue;
      const line = { place, id, detector, what, because };
      if (because === 'unexplained') first ??= line;
      lines.append(Buffer.from(JSON.stringify(line)));
    }
  }
  const stop = { code: 'E_RESIDUE', detail: `${first?.what} at ${first?.place}, of document ${first?.id}` } as const;
  return { facts, tables: { postscan: rowsIn(lines) }, ...(first === undefined ? {} : { stop }) };
}

function* rowsIn(lines: Store): Generator<TableRow> {
  for (let i = 0; i < lines.count; i++) yield JSON.parse(Buffer.from(lines.at(i)).toString()) as TableRow;
}
