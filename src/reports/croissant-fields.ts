/** A field of a row: text, or a list of objects with text fields, or a list of such lists. */
type FieldShape = 'text' | 'pairs' | readonly string[];

/** Fields of the rows by row format. */
const shapes: Readonly<Record<string, Readonly<Record<string, FieldShape>>>> = {
  messages: { messages: ['role', 'content'] },
  sharegpt: { conversations: ['from', 'value'] },
  'prompt-completion': { prompt: ['role', 'content'], completion: ['role', 'content'] },
  alpaca: { system: 'text', instruction: 'text', input: 'text', output: 'text', history: 'pairs' },
  text: { text: 'text' },
};

/** The fields of a file's rows as Croissant describes them; undefined for a format whose fields are not known here. */
export function croissantFields(format: string, file: string, recordSet: string): object[] | undefined {
  const shape = shapes[format];
  if (shape === undefined) return undefined;
  return Object.entries(shape).map(([name, type]) => {
    const id = `${recordSet}/${name}`;
    const source = (jsonPath?: string) => ({
      fileObject: { '@id': file },
      extract: { column: name },
      ...(jsonPath === undefined ? {} : { transform: { jsonPath } }),
    });
    const field = { '@type': 'cr:Field', '@id': id, name };
    if (type === 'text') return { ...field, dataType: 'sc:Text', source: source() };
    if (type === 'pairs') return { ...field, dataType: 'sc:Text', isArray: true, arrayShape: '-1,2', source: source() };
    const subField = type.map(part => ({
      '@type': 'cr:Field',
      '@id': `${id}/${part}`,
      name: part,
      dataType: 'sc:Text',
      source: source(`$[*].${part}`),
    }));
    return { ...field, isArray: true, arrayShape: '-1', subField };
  });
}
