import { z } from 'zod';
import type { Catalog } from '../define.ts';
import { pipelineSchema } from './pipeline.ts';

type Schema = z.core.JSONSchema.BaseSchema;

/** The JSON schema of a pipeline file for editors: every part with its own options, nothing else allowed. */
export function pipelineJsonSchema(catalog: Catalog): Schema {
  const schema = schemaOf(pipelineSchema);
  const { sources, stages, sink, trainers } = schema.properties as Record<string, Schema>;
  const auto = {
    name: 'auto',
    summary: 'Each file is read by the source that recognises it',
    options: z.strictObject({}),
  };
  sources!.items = { anyOf: [auto, ...catalog.sources.values()].map(part => entryOf(part, sources!.items as Schema)) };
  stages!.items = { anyOf: [...catalog.stages.values()].map(part => entryOf(part, stages!.items as Schema)) };
  trainers!.items = { enum: [...catalog.trainers.keys()] };
  const sinks = [...catalog.sinks.values()].map(part => entryOf(part, sink!));
  for (const entry of sinks) {
    (entry.properties!.format as Schema).enum = [...catalog.formats.keys()];
    entry.required = [];
  }
  return { ...schema, properties: { ...schema.properties, sink: { anyOf: sinks } } };
}

/** An entry of a list: `use` names the part, its options stand beside it. */
function entryOf(
  part: { readonly name: string; readonly summary: string; readonly options: z.ZodType },
  base: Schema,
): Schema {
  const options = schemaOf(part.options);
  const use = { const: part.name, description: part.summary };
  return {
    type: 'object',
    description: part.summary,
    properties: { ...structuredClone(base.properties), use, ...options.properties },
    required: [...(base.required ?? []), ...(options.required ?? [])],
    additionalProperties: false,
  };
}

export function schemaOf(schema: z.ZodType): Schema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
}
