import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../src/run.ts';
import { linesOf, tempFolder, writeFiles } from './engine/harness.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = [
  ...readdirSync(root).filter(name => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.md'))
    .map(name => join('docs', name)),
];

test.each(pages)('every link in %s leads somewhere', page => {
  const text = readFileSync(join(root, page), 'utf8');
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map(match => match[1]!);
  expect(links.filter(link => !existsSync(resolve(root, dirname(page), link)))).toEqual([]);
});

describe('the plugin of CONTRIBUTING.md', () => {
  let folder: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    folder = tempFolder();
  });
  afterEach(() => folder.remove());

  test('runs as it stands there', async () => {
    const text = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
    const blocks = [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(match => match[1]!);
    const [imports, code] = splitImports(blocks.join('\n'));
    writeFiles(folder.path, {
      // In an installation the package is found by its name.
      'acme.ts': `${imports.replace("'corpusmith'", `'${root}src/index.ts'`)}\n${code}`,
      'in/talk.srt': '1\n00:00:01,000 --> 00:00:02,000\nANNA: Ask ACME-12345-5, not ACME-12345-6.\n\nbroken\n',
      'in/draft.srt': '1\n00:00:01,000 --> 00:00:02,000\nDRAFT of a speech\n',
    });
    mkdirSync(join(folder.path, 'node_modules'));
    symlinkSync(join(root, 'node_modules/zod'), join(folder.path, 'node_modules/zod'));
    const { facts } = await run(
      {
        name: 'plugin',
        root: folder.path,
        plugins: ['acme.ts'],
        sources: [{ use: 'srt', files: 'in/*.srt' }],
        stages: [{ use: 'drop-marked' }, { use: 'redact' }],
        sink: { format: 'text' },
        maxFailures: 1,
      },
      { workers: 1 },
    );
    expect(facts.totals).toMatchObject({ read: 3, written: 1, dropped: 1, failed: 1 });
    const [row] = linesOf(join(folder.path, 'out/train.jsonl'));
    expect(row).toEqual({ text: 'Ask [EMPLOYEE_NUMBER_1], not ACME-12345-6.' });
  });
});

/** Imports of several blocks, each name once, and the rest. */
function splitImports(text: string): [string, string] {
  const names = new Map<string, Set<string>>();
  const code = text.replaceAll(/^import \{ ([^}]+) \} from '([^']+)';\n/gm, (_all, list: string, module: string) => {
    names.set(module, new Set([...(names.get(module) ?? []), ...list.split(', ')]));
    return '';
  });
  return [[...names].map(([module, set]) => `import { ${[...set].join(', ')} } from '${module}';`).join('\n'), code];
}
