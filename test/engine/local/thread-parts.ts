// A global stage that tells which threads have sketched and which one decides.
import { threadId } from 'node:worker_threads';
import { z } from 'zod';
import { catalogOf } from '../../../src/catalog.ts';
import { type Catalog, defineGlobalStage } from '../../../src/define.ts';
import { loadCatalog as loadParts } from '../parts.ts';

const threads = defineGlobalStage({
  name: 'threads',
  summary: 'Tells which threads are at work',
  options: z.strictObject({}),
  global: () => ({
    sketch: () => Uint8Array.of(threadId),
    async decide(sketches) {
      let youngest = 0;
      for await (const { bytes } of sketches) youngest = Math.max(youngest, bytes[0]!);
      return { of: () => undefined, facts: { youngest, deciding: threadId } };
    },
    apply: doc => doc,
  }),
});

export async function loadCatalog(): Promise<Catalog> {
  const parts = await loadParts();
  return catalogOf([...parts.sources.values(), ...parts.formats.values(), ...parts.sinks.values(), threads]);
}
