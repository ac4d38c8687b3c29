import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SmallestHashes } from '../../src/kernels/smallest.ts';

test('all hashes in order, or the distinct ones, or the smallest of them, whatever the batches', () => {
  const batches = fc.array(fc.array(fc.oneof(fc.nat(20), fc.nat(2 ** 32 - 1)), { maxLength: 20 }), { maxLength: 10 });
  fc.assert(
    fc.property(batches, fc.integer({ min: 1, max: 12 }), (all, most) => {
      const smallest = new SmallestHashes(most);
      for (const batch of all) smallest.add(Uint32Array.from(batch));
      const distinct = [...new Set(all.flat())].sort((a, b) => a - b);
      const [isLong, cut] = [all.flat().length > most, distinct.length > most];
      expect(smallest.collected()).toEqual({
        hashes: Uint32Array.from(isLong ? distinct.slice(0, most) : all.flat()),
        cut,
      });
    }),
  );
});
