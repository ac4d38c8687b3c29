/** Narrower than this nothing is laid out, wider than this no line is pleasant to read. */
const [NARROWEST, WIDEST] = [40, 100];

/** The width to lay text out in, for a terminal of so many columns. */
export function pageWidth(columns: number): number {
  return Math.min(WIDEST, Math.max(NARROWEST, columns));
}

/** Breaks a text at spaces into lines of at most `width` characters; a longer word stands by itself. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** Two columns, the right one wrapped. A left side of more than `most` characters gets a line of its own. */
export function columns(
  rows: readonly (readonly [left: string, right: string])[],
  most: number,
  width: number,
): string {
  const left = Math.min(most, Math.max(0, ...rows.map(row => row[0].length)));
  const indent = ' '.repeat(left + 4);
  return rows
    .map(([name, said]) => {
      const lines = wrap(said, width - left - 4);
      const first = name.length > left ? `  ${name}\n${indent}${lines[0]}` : `  ${name.padEnd(left)}  ${lines[0]}`;
      return `${[first, ...lines.slice(1).map(line => indent + line)].map(line => line.trimEnd()).join('\n')}\n`;
    })
    .join('');
}
