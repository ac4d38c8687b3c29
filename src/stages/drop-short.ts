import { z } from 'zod';
import { drop, lengthOf } from '../core/document.ts';
import { defineStage } from '../define.ts';

const options = z.strictObject({
  characters: z.int().min(1).default(50).describe('Documents with fewer characters in all parts are dropped.'),
});

export const dropShort = defineStage({
  name: 'drop-short',
  summary: 'Drops documents with too little text',
  options,
  map({ characters }: z.infer<typeof options>) {
    return doc => (lengthOf(doc) < characters ? drop('too-short', { characters: lengthOf(doc) }) : doc);
  },
});
