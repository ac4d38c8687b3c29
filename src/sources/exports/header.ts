/** Names of the columns in the first line of a table, whatever separates them, as far as detection needs them. */
export function headerOf(text: string | undefined): readonly string[] {
  const line = (text ?? '').slice(0, 16_384).split(/[\r\n]/, 1)[0]!;
  return line.split(/[,;\t]/).map(name => name.trim().replaceAll('"', '').trim());
}
