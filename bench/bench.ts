/** A figure against its goal. */
export interface Bar {
  readonly name: string;
  readonly value: number;
  /** What the value is held against: `>= 0.92`. */
  readonly goal: string;
  readonly ok: boolean;
}

export interface Bench {
  readonly name: string;
  readonly summary: string;
  run(setting: Setting): Promise<readonly Bar[]>;
}

export interface Setting {
  /** Folder of data that a bench measures on, where it needs one. */
  readonly data: string | undefined;
  /** Folder of a model to measure, where a bench can. */
  readonly model: string | undefined;
  /** Whether to measure beside other tools, where a bench does so only when asked. */
  readonly peers: boolean;
  print(line: string): void;
}

export function atLeast(name: string, value: number, goal: number): Bar {
  return { name, value: rounded(value), goal: `>= ${goal}`, ok: rounded(value) >= goal };
}

export function atMost(name: string, value: number, goal: number): Bar {
  return { name, value: rounded(value), goal: `<= ${goal}`, ok: rounded(value) <= goal };
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

/** Rows under headings, in columns as wide as they need. */
export function table(headings: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const all = [headings, ...rows.map(row => row.map(String))];
  const widths = headings.map((_, column) => Math.max(...all.map(row => row[column]!.length)));
  return all
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
