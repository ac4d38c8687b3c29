import { seededRandom } from '../../src/core/hash.ts';

/** Numbers that are nobody's: hashes, versions, articles, orders, times. Made anew from the seed, one a line. */
export function numberTraps(lines: number, seed: string): string[] {
  const random = seededRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const from = (alphabet: string, length: number) =>
    Array.from({ length }, () => alphabet[below(alphabet.length)]!).join('');
  const digits = (length: number) => from('0123456789', length);
  const hex = (length: number) => from('0123456789abcdef', length);
  const kinds: readonly (() => string)[] = [
    () => `commit ${hex(40)}`,
    () => `sha256:${hex(64)}`,
    () => hex(32),
    () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
    () => `ISBN 978-${digits(1)}-${digits(3)}-${digits(5)}-${digits(1)}`,
    () => `SKU ${digits(4)}-${digits(4)}-${digits(4)}`,
    () => String(1_600_000_000 + below(99_999_999)),
    () => `ts=${1_600_000_000_000 + below(9_999_999_999)}`,
    () => `v${below(20)}.${below(50)}.${below(900)}`,
    () => `${below(9)}.${below(99)}.${below(99)}-rc.${below(9)}`,
    () => `order ${digits(10)}`,
    () => `Order #${digits(3)}-${digits(7)}-${digits(7)}`,
    () => `tracking 1Z${digits(16)}`,
    () => `EAN ${digits(13)}`,
    () => `invoice INV-${digits(4)}-${digits(6)}`,
    () => `part no. ${digits(3)}-${digits(2)}-${digits(4)}`,
    () => `build ${digits(8)}.${below(9)}`,
    () => `process ${digits(5)} at 0x${hex(12)}`,
    () => `CVE-2023-${digits(5)}`,
    () => `${digits(3)},${digits(3)}.${digits(2)}`,
    () => digits(9),
    () => digits(11),
    () => `ticket ${digits(6)}`,
    () => `10.${below(255)}.${below(255)}.${below(255)}`,
    () => `ETag "${hex(32)}"`,
    () => `row ${below(900)} of ${below(9000)}`,
    () => `${digits(4)}x${digits(4)} px, ${digits(2)}.${digits(1)} dpi`,
  ];
  return Array.from({ length: lines }, () => kinds[below(kinds.length)]!());
}
