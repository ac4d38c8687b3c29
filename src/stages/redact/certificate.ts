import type { Document } from '../../core/document.ts';
import type { TableRow } from '../../core/facts.ts';
import type { Certifier, Evidence, Written } from '../../core/stage.ts';
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
    check: written => scan(written, search, model),
  };
}

async function scan(written: Written, search: Search, model: Model | undefined): Promise<Evidence> {
  const reasons = Object.keys(REASONS).map(reason => [`hits-${reason}`, 0]);
  const facts: Record<string, number> = { 'rows-scanned': 0, 'rows-hit': 0, ...Object.fromEntries(reasons) };
  const lines: TableRow[] = [];
  for await (const { place, id, parts, note } of written) {
    const left = (JSON.parse(Buffer.from(note).toString()) ?? undefined) as Redacted | undefined;
    const hits: Hit[] = [];
    for (const { text } of parts) hits.push(...(await postScan(text, left, search, model)));
    facts['rows-scanned']!++;
    if (hits.some(({ because }) => !USUAL.has(because))) facts['rows-hit']!++;
    for (const { because } of hits) facts[`hits-${because}`]!++;
    const unusual = hits.filter(({ because }) => !USUAL.has(because));
    lines.push(...unusual.map(({ detector, what, because }) => ({ place, id, detector, what, because })));
  }
  const unexplained = lines.filter(({ because }) => because === 'unexplained');
  const [first] = unexplained;
  const stop = { code: 'E_RESIDUE', detail: `${first?.what} at ${first?.place}, of document ${first?.id}` } as const;
  return { facts, tables: { postscan: lines }, ...(first === undefined ? {} : { stop }) };
}
