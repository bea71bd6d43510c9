import { z } from 'zod';
import { settingsFile } from './settings.ts';

type JsonSchema = Parameters<NonNullable<z.core.ToJSONSchemaParams['override']>>[0]['jsonSchema'];

/** A text that an environment variable is read from: it may stand for any plain value. */
const VARIABLE = { type: 'string', pattern: '^\\$\\{env\\.' };
const PLAIN_TYPES = new Set<unknown>(['integer', 'number', 'boolean']);

/** The JSON Schema of the settings file, as published in docs/gateway-config.schema.json. */
export function settingsJsonSchema(): string {
  // Nothing is required of the file: variables and options may give it.
  const { required: _, ...schema } = z.toJSONSchema(settingsFile, {
    io: 'input',
    override: ({ jsonSchema }) => allowVariable(jsonSchema),
  });
  return `${JSON.stringify({ title: 'Settings of the Causeway gateway', ...schema }, null, 2)}\n`;
}

/** What is not any text may also be written `${env.NAME}`, which only the gateway can look into. */
function allowVariable(schema: JsonSchema): void {
  const isRestricted = PLAIN_TYPES.has(schema.type) || isRestrictedText(schema);
  if (!isRestricted) return;
  const { description, default: fallback, ...rule } = { ...schema };
  for (const key of Object.keys(schema)) delete schema[key as keyof JsonSchema];
  Object.assign(schema, {
    ...(description !== undefined && { description }),
    ...(fallback !== undefined && { default: fallback }),
    anyOf: [rule, VARIABLE],
  });
}

function isRestrictedText({ type, enum: values, format, pattern }: JsonSchema): boolean {
  return type === 'string' && (values ?? format ?? pattern) !== undefined;
}
