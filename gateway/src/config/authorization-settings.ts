import { z } from 'zod';

const names = z.array(z.string().min(1)).min(1);

const policy = z
  .strictObject({
    roles: names.optional().describe('The caller must have one of these.'),
    scopes: names.optional().describe('The caller must have all of these.'),
  })
  .refine(({ roles, scopes }) => roles !== undefined || scopes !== undefined, {
    error: 'needs `roles`, `scopes` or both, or everyone would satisfy it',
  });

/** How the access rules of the graph are enforced. */
export const authorizationSettings = z.strictObject({
  requireAuthentication: z
    .boolean()
    .default(false)
    .describe('Whether anonymous requests are refused with 401, whatever they ask for.'),
  onDenied: z
    .enum(['null', 'reject'])
    .default('null')
    .describe(
      'What becomes of an operation that asks for something its caller may not have: null and an error in that place, or 403.',
    ),
  policies: z
    .record(z.string(), policy)
    .default({})
    .describe(
      'Who satisfies a policy that `@policy` names; nobody satisfies one that is not here.',
    ),
});

export type AuthorizationSettings = Readonly<z.output<typeof authorizationSettings>>;
