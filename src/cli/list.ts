import { builtIn, catalogOf, PART_KINDS, partsOf } from '../catalog.ts';
import { CorpusmithError, nearest } from '../core/errors.ts';
import type { PartKind } from '../define.ts';
import { type Command, EXIT } from './command.ts';

export const listCommand: Command = {
  name: 'list',
  summary: 'Print all parts that a pipeline can name',
  usage: '[KIND]',
  positionals: [0, 1],
  options: {},
  async run(args, terminal) {
    const kinds = args.positionals[0] === undefined ? PART_KINDS : [kindOf(args.positionals[0])];
    const parts = partsOf(catalogOf(builtIn));
    if (args.json) {
      const plain = parts
        .filter(part => kinds.includes(part.kind))
        .map(({ kind, name, summary }) => ({ kind, name, summary }));
      terminal.out(`${JSON.stringify(plain)}\n`);
      return EXIT.done;
    }
    const width = Math.max(...parts.map(part => part.name.length));
    const blocks = kinds.map(kind => {
      const lines = parts
        .filter(part => part.kind === kind)
        .map(part => `  ${part.name.padEnd(width)}  ${part.summary}\n`);
      return `${kind}s\n${lines.join('')}`;
    });
    terminal.out(blocks.join('\n'));
    return EXIT.done;
  },
};

/** A kind by its name, singular or plural. */
function kindOf(name: string): PartKind {
  const kind = PART_KINDS.find(candidate => candidate === name || `${candidate}s` === name);
  if (kind !== undefined) return kind;
  const near = nearest(name, PART_KINDS);
  const hint = near === undefined ? `kinds are ${PART_KINDS.join(', ')}` : `did you mean "${near}"?`;
  throw new CorpusmithError('E_USAGE', { detail: `there is no kind "${name}"; ${hint}` });
}
