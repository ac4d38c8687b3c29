import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Part } from '../../src/core/document.ts';
import { formats } from '../../src/formats/index.ts';
import { makeDocument } from '../harness.ts';

const turn = (role: Part['role'], text: string): Part => ({ role, text });
const single = [turn('user', 'Which error\nis “E17”?'), turn('assistant', 'Defrost takes too long.')];
const documents: Record<string, Part[]> = {
  single,
  withSystem: [turn('system', 'Be brief.'), ...single],
  several: [turn('user', 'Hello'), turn('assistant', 'Hi'), ...single],
  tools: [turn('user', 'Temperature?'), turn('assistant', 'read()'), turn('tool', '4'), turn('assistant', '4 °C')],
  prose: [turn('document', 'First page.'), turn('document', 'Second page.')],
};

/** What no chat format takes, each for a reason of its own. */
const misshapen: Record<string, Part[]> = {
  empty: [],
  mixed: [turn('document', 'x'), ...single],
  unanswered: [turn('user', 'Hello')],
};

test.each(formats.map(format => [format.name, format] as const))('%s', (name, format) => {
  const rows = Object.values(documents).flatMap(parts => {
    const row = format.row(makeDocument(parts));
    return row === undefined ? [] : [JSON.stringify(row)];
  });
  expect(rows.join('\n')).toBe(
    readFileSync(new URL(`../../fixtures/formats/${name}.jsonl`, import.meta.url), 'utf8').trim(),
  );
  for (const parts of Object.values(misshapen)) expect(format.row(makeDocument(parts))).toBeUndefined();
});

test.each([
  ['prompt-completion', [turn('user', 'a'), turn('assistant', 'b'), turn('user', 'c')]],
  ['prompt-completion', [turn('system', 'a'), turn('assistant', 'b')]],
  ['alpaca', [turn('assistant', 'a'), turn('user', 'b')]],
  ['alpaca', [turn('user', 'a'), turn('user', 'b'), turn('assistant', 'c')]],
  ['alpaca', documents.tools!],
  ['messages', documents.prose!],
  ['text', single],
  ['bedrock-text', documents.withSystem!],
  ['bedrock-text', documents.several!],
  ...['gemini', 'nova', 'bedrock-claude'].flatMap(name => [
    [name, documents.tools!] as const,
    [name, [turn('user', 'a'), turn('user', 'b'), turn('assistant', 'c')]] as const,
    [name, [turn('user', 'a'), turn('system', 'b'), turn('assistant', 'c')]] as const,
    [name, [turn('assistant', 'a'), turn('user', 'b')]] as const,
  ]),
] as [string, Part[]][])('%s refuses what it cannot hold', (name, parts) => {
  expect(formats.find(format => format.name === name)!.row(makeDocument(parts))).toBeUndefined();
});

describe('parts reads back what row has written', () => {
  const text = fc.string({ unit: 'grapheme' });
  const anyTurns = fc.array(
    fc.record({ role: fc.constantFrom<Part['role']>('system', 'user', 'assistant', 'tool'), text }),
  );
  const inTurn = fc
    .tuple(fc.option(text), fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 4 }))
    .map(([system, exchanges]) => [
      ...(system === null ? [] : [turn('system', system)]),
      ...exchanges.flatMap(([question, answer]) => [turn('user', question), turn('assistant', answer)]),
    ]);

  test.each(formats.map(format => [format.name, format] as const))('%s', (_name, format) => {
    let fitting = 0;
    fc.assert(
      fc.property(
        fc.oneof(
          anyTurns,
          inTurn,
          fc.array(fc.record({ role: fc.constant('document' as const), text }), { maxLength: 1 }),
        ),
        parts => {
          const row = format.row(makeDocument(parts));
          if (row === undefined) return;
          fitting++;
          expect(format.parts(JSON.parse(JSON.stringify(row)))).toEqual(parts);
        },
      ),
      { numRuns: 1000, seed: 7 },
    );
    expect(fitting).toBeGreaterThan(10);
  });
});
