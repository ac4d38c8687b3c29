import { CorpusmithError } from '../core/errors.ts';

/** A line of a Parquet schema, which is a tree written from its root down. */
interface SchemaElement {
  readonly name: string;
  readonly num_children?: number;
  readonly repetition_type?: 'OPTIONAL' | 'REPEATED';
  readonly type?: 'BYTE_ARRAY' | 'DOUBLE' | 'BOOLEAN';
  readonly converted_type?: 'UTF8' | 'LIST';
  readonly logical_type?: { readonly type: 'STRING' | 'LIST' };
}

/** What the values of a column have in common. `of` is unknown while every list is empty. */
export type Shape =
  | { readonly kind: 'string' | 'number' | 'boolean' }
  | { readonly kind: 'list'; of: Shape | undefined }
  | { readonly kind: 'object'; readonly fields: Fields };

/** By key, in the order that keys have in the rows. */
export type Fields = Map<string, Shape>;

/** Of one object: a row with more has keys that are values. */
const MAX_FIELDS = 1000;

/** Makes room in `fields` for the values of an object. Throws `E_COLUMNS` where one key has values of two kinds. */
export function widen(fields: Fields, object: object, path = ''): void {
  let before: string | undefined;
  for (const [key, value] of Object.entries(object)) {
    const at = path === '' ? key : `${path}.${key}`;
    const known = fields.get(key);
    const shape = withValue(known, value, at);
    if (known === undefined) insertAfter(fields, before, [key, shape], path);
    before = key;
  }
}

function withValue(known: Shape | undefined, value: unknown, path: string): Shape {
  const shape = known ?? emptyShape(value, path);
  if (shape.kind !== kindOf(value, path)) throw misfit(`"${path}" holds a ${kindOf(value, path)} and a ${shape.kind}`);
  if (shape.kind === 'list') for (const item of value as unknown[]) shape.of = withValue(shape.of, item, path);
  if (shape.kind === 'object') widen(shape.fields, value as object, path);
  return shape;
}

function emptyShape(value: unknown, path: string): Shape {
  const kind = kindOf(value, path);
  if (kind === 'list') return { kind, of: undefined };
  return kind === 'object' ? { kind, fields: new Map() } : { kind };
}

function kindOf(value: unknown, path: string): Shape['kind'] {
  if (Array.isArray(value)) return 'list';
  if (value === null) throw misfit(`"${path}" is null, which would read as if it were missing`);
  return typeof value as Shape['kind'];
}

function insertAfter(fields: Fields, before: string | undefined, field: [string, Shape], path: string): void {
  if (fields.size === MAX_FIELDS) throw misfit(`"${path}" is one of more than ${MAX_FIELDS} keys: they are data`);
  const entries = [...fields];
  const at = before === undefined ? 0 : entries.findIndex(([name]) => name === before) + 1;
  fields.clear();
  for (const [name, other] of entries.toSpliced(at, 0, field)) fields.set(name, other);
}

/**
 * The columns as Parquet describes them: each may be missing from a row, a list has the three levels that the format
 * asks for (https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#lists).
 */
export function schemaOf(fields: Fields): SchemaElement[] {
  return [{ name: 'rows', num_children: fields.size }, ...[...fields].flatMap(([key, shape]) => elements(key, shape))];
}

function elements(name: string, shape: Shape): SchemaElement[] {
  const base = { name, repetition_type: 'OPTIONAL' } as const;
  switch (shape.kind) {
    case 'string':
      return [{ ...base, type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } }];
    case 'number':
      return [{ ...base, type: 'DOUBLE' }];
    case 'boolean':
      return [{ ...base, type: 'BOOLEAN' }];
    case 'list':
      return [
        { ...base, converted_type: 'LIST', logical_type: { type: 'LIST' }, num_children: 1 },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        ...elements('element', shape.of ?? { kind: 'string' }),
      ];
    case 'object':
      if (shape.fields.size === 0) throw misfit(`"${name}" is an object without keys`);
      return [
        { ...base, num_children: shape.fields.size },
        ...[...shape.fields].flatMap(([key, inner]) => elements(key, inner)),
      ];
  }
}

export function misfit(detail: string): CorpusmithError {
  return new CorpusmithError('E_COLUMNS', { detail });
}
