import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { validateInput } from './validate-input.ts';

const schema = z.object({
  email: z.string().trim().toLowerCase(),
  lines: z.array(z.object({ quantity: z.int().min(1, 'must be at least 1') })),
});

describe('validateInput', () => {
  it('returns the value as the schema shaped it', () => {
    expect(validateInput(schema, { email: ' A@B.C ', lines: [{ quantity: 1 }] })).toEqual({
      kind: 'valid',
      value: { email: 'a@b.c', lines: [{ quantity: 1 }] },
    });
  });

  it('returns every fault with the path to its field', () => {
    const result = validateInput(schema, { email: 1, lines: [{ quantity: 1 }, { quantity: 0 }] });
    expect(result).toEqual({
      kind: 'invalid',
      failure: {
        __typename: 'InvalidInput',
        message: 'The input is not valid: email, lines.1.quantity.',
        fields: [
          { path: ['email'], message: expect.stringContaining('expected string') },
          { path: ['lines', '1', 'quantity'], message: 'must be at least 1' },
        ],
      },
    });
  });

  it('speaks of the input itself when no field is at fault', () => {
    const result = validateInput(schema, null);
    expect(result).toMatchObject({
      kind: 'invalid',
      failure: { message: 'The input is not valid: input.', fields: [{ path: [] }] },
    });
  });
});
