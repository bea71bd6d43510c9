import { z } from 'zod';
import { lineOfText } from '../validation/plain-text.ts';

/** Properties such as material: wool. Stored as one JSON object. */
export type Attributes = Readonly<Record<string, string>>;

export interface Attribute {
  readonly name: string;
  readonly value: string;
}

const MAXIMUM_COUNT = 30;
const MAXIMUM_NAME_LENGTH = 40;
const MAXIMUM_VALUE_LENGTH = 100;
const NAME = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;

export const attributeName = z
  .string()
  .max(MAXIMUM_NAME_LENGTH, `must have at most ${MAXIMUM_NAME_LENGTH} characters`)
  .regex(NAME, 'must be lower case words joined by `_`');

export const attributeValue = lineOfText(MAXIMUM_VALUE_LENGTH);

/** The attributes of an input, as they are stored. A name may come once. */
export const attributesInput = z
  .array(z.object({ name: attributeName, value: attributeValue }))
  .max(MAXIMUM_COUNT, `must have at most ${MAXIMUM_COUNT} attributes`)
  .superRefine((attributes, context) => {
    const names = attributes.map(({ name }) => name);
    for (const [index, name] of names.entries()) {
      if (names.indexOf(name) === index) continue;
      context.addIssue({
        code: 'custom',
        path: [index, 'name'],
        message: `"${name}" is given twice`,
      });
    }
  })
  .transform(
    (attributes): Attributes =>
      Object.fromEntries(attributes.map(({ name, value }) => [name, value])),
  );

/** The attributes in the order of their names: JSONB keeps an order of its own. */
export function listAttributes(attributes: Attributes): Attribute[] {
  return Object.entries(attributes)
    .map(([name, value]) => ({ name, value }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
