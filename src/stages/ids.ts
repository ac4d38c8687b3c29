import type { Sketches } from '../core/stage.ts';

/** Most ids that are remembered. */
const REMEMBERED = 10_000;

/** Ids by index. Remembered, since many documents name the same one, and to read it takes a sketch each time. */
export function idsOf(sketches: Sketches): (index: number) => Promise<string> | string {
  const known = new Map<number, string>();
  const read = async (index: number) => {
    const { id } = await sketches.at(index);
    if (known.size === REMEMBERED) known.clear();
    known.set(index, id);
    return id;
  };
  return index => known.get(index) ?? read(index);
}
