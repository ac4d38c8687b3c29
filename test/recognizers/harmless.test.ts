import { describe, expect, it } from 'vitest';
import { recognizers } from '../../src/recognizers/index.ts';
import { Search } from '../../src/redaction/find.ts';

// Words in capitals may well be companies.
const search = new Search(
  recognizers.filter(({ entity }) => entity !== 'ORGANIZATION'),
  0.5,
);
const found = (text: string) => search.find(text, []).findings.map(({ start, end }) => text.slice(start, end));

describe('no number of a thing is a finding', () => {
  it.each([
    'commit 4f9d2a7c1b3e5f60718293a4b5c6d7e8f9012345',
    'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'request 3f2b8c1d-4e5f-4a6b-8c7d-9e0f1a2b3c4d failed',
    'ISBN 978-3-16-148410-0',
    'ISBN 9783161484100',
    'SKU 4821-0934-7712',
    'ts=1712345678901',
    'at 1712345678 it stopped',
    'firmware v4.18.2031',
    'driver 10.18.13.5582',
    'Chrome 120.0.6099.129',
    'order 4155550132',
    'Order #104-5551234-7654321',
    'Rechnung Nr. 415 555 0132',
    'tracking 1Z999AA10123456784',
    'UPS 1Z 999 AA1 01 2345 6784',
    'parcel RR123456785DE',
    'EAN 4006381333931',
    'invoice INV-2024-000123',
    'part no. 842-05-5686',
    'pièce, référence 219-45-6789',
    'CVE-2023-45678 and RFC 9562',
    'it costs 1,234,567.89 in all',
    'process 48213 at 0x7ffee3b2a9c0',
    'error 0x80070057 on line 4421',
    'ticket 554321, batch 20240117-02',
    'ETag "5d41402abc4b2a76b9719d911017c592"',
    'page 219 of 456 and 7890',
  ])('%s', text => expect(found(text)).toEqual([]));
});

describe('a word beside it says otherwise', () => {
  it.each([
    ['order 12, SSN 219-45-6789', '219-45-6789'],
    ['order 12, please call 415 555 0132', '415 555 0132'],
    ['order: 4111 1111 1111 1111', '4111 1111 1111 1111'],
    ['Bearer 5d41402abc4b2a76b9719d911017c592', '5d41402abc4b2a76b9719d911017c592'],
  ])('%s', (text, value) => expect(found(text)).toEqual([value]));
});

it('takes linear time over any number of numbers of things', () => {
  expect(found('order 219-45-6789 '.repeat(20_000))).toEqual([]);
});
