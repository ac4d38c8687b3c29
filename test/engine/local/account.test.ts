import { expect, test } from 'vitest';
import { checkConservation, lose, merge, newAccount } from '../../../src/engine/local/account.ts';

test('an account that does not add up is a fault that names stage and place', () => {
  const account = { ...newAccount(), in: 3, born: 1, out: 2 };
  lose(account, 'dropped', 'too-short', 'a');
  expect(() => checkConservation('clean', 'a.txt', account)).toThrow(
    expect.objectContaining({ code: 'E_CONSERVATION', place: 'stage clean, a.txt' }),
  );
  lose(account, 'failed', 'E_STAGE', 'b');
  expect(() => checkConservation('clean', 'a.txt', account)).not.toThrow();
});

test('merging keeps the first five examples, in order', () => {
  const sum = newAccount();
  for (const ids of [['a', 'b', 'c', 'd'], ['e', 'f'], ['g']]) {
    const account = newAccount();
    for (const id of ids) lose(account, 'dropped', 'spam', id);
    merge(sum, account);
  }
  expect(sum.examples.spam).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(sum.dropped.spam).toBe(7);
});
