import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Chain, ChainCheck } from '../../src/core/chain.ts';

const entries = [
  { entity: 'EMAIL', part: 0 },
  { entity: 'PHONE', part: 1 },
  { b: 1, a: 'ü' },
];

function linesOf(all: readonly object[]): { lines: string[]; end: Chain['end'] } {
  const chain = new Chain();
  const lines = all.map(entry => chain.line(entry).trimEnd());
  return { lines, end: chain.end };
}

function check(lines: readonly string[]): ChainCheck {
  const checked = new ChainCheck();
  for (const line of lines) checked.read(line);
  return checked;
}

describe('chain', () => {
  it('reads back what was written, and ends where it ended', () => {
    const { lines, end } = linesOf(entries);
    const checked = new ChainCheck();
    expect(lines.map(line => checked.read<{ entity?: string }>(line)?.entity)).toEqual(['EMAIL', 'PHONE', undefined]);
    expect(checked.broken).toBeUndefined();
    expect(checked.end).toEqual(end);
    expect(end.entries).toBe(3);
  });

  it('goes on after a file that is there', () => {
    const { lines, end } = linesOf(entries);
    const first = linesOf(entries.slice(0, 1));
    const chain = new Chain(first.end);
    expect(entries.slice(1).map(entry => chain.line(entry).trimEnd())).toEqual(lines.slice(1));
    expect(chain.end).toEqual(end);
  });

  it.each<[string, (lines: string[]) => string[], number]>([
    ['a line that is left out', lines => [lines[0]!, lines[2]!], 2],
    ['lines that have changed places', lines => [lines[1]!, lines[0]!, lines[2]!], 1],
    ['a line that stands twice', lines => [lines[0]!, lines[0]!, lines[1]!], 2],
    ['a value that was altered', lines => [lines[0]!.replace('EMAIL', 'PHONE'), ...lines.slice(1)], 1],
    ['a blank that was put in', lines => [lines[0]!, lines[1]!.replace(':', ': '), lines[2]!], 2],
    ['a line that is no JSON', lines => [lines[0]!, 'x', lines[2]!], 2],
    ['a line that is no object', lines => [lines[0]!, 'null', lines[2]!], 2],
  ])('finds %s', (_what, alter, line) => {
    expect(check(alter(linesOf(entries).lines)).broken?.line).toBe(line);
  });

  it('finds every edit of one character, at its line', () => {
    const { lines } = linesOf(entries);
    const edit = fc.record({ line: fc.nat(2), at: fc.nat(150), by: fc.constantFrom('0', 'x', '"', '}', ' ') });
    fc.assert(
      fc.property(edit, ({ line, at, by }) => {
        const before = lines[line]!;
        const place = at % before.length;
        const after = before.slice(0, place) + by + before.slice(place + 1);
        fc.pre(after !== before);
        expect(check(lines.with(line, after)).broken?.line).toBe(line + 1);
      }),
    );
  });
});
