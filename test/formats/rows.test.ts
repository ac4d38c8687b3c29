import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
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
] as [string, Part[]][])('%s refuses what it cannot hold', (name, parts) => {
  expect(formats.find(format => format.name === name)!.row(makeDocument(parts))).toBeUndefined();
});
