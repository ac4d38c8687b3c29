import { describe, expect, test } from 'vitest';
import { hashOf } from '../../src/core/hash.ts';
import { customerKey, fileKey } from '../../src/sources/keys.ts';
import { memoryFile } from '../harness.ts';

test('the key of a file is the beginning of its SHA-256, whatever it is called', () => {
  const key = fileKey(memoryFile('a.pdf', 'abc'));
  expect(key).toBe('ba7816bf8f01cfea');
  expect(fileKey(memoryFile('copies/b.pdf', 'abc'))).toBe(key);
});

describe('the key of a customer', () => {
  test('is the hash of the address in lower case, whatever system knows it', () => {
    const key = customerKey('zendesk', { email: 'ann@cafe.example', id: '7' });
    expect(key).toBe(hashOf('ann@cafe.example').slice(0, 16));
    expect(customerKey('mail', { email: ' Ann@CAFE.example' })).toBe(key);
  });

  test('is of the id without an address, and then of one system only', () => {
    const key = customerKey('zendesk', { id: '7' });
    expect(key).toBe(hashOf('zendesk', '7').slice(0, 16));
    expect(customerKey('zendesk', { id: '7', email: 'none' })).toBe(key);
    expect(customerKey('freshdesk', { id: '7' })).not.toBe(key);
  });

  test.each([{}, { email: '' }, { email: 'Ann', id: ' ' }])('is none of %o', customer => {
    expect(customerKey('zendesk', customer)).toBeUndefined();
  });
});
