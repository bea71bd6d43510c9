import type { CodegenConfig } from '@graphql-codegen/cli';

export interface ResolverTypesOptions {
  /** The type of the resolvers' context, as `../file.ts#Type` from where the types are written. */
  readonly context: string;
  /** What a resolver's parent really is, by the name of the GraphQL type: `../file.ts#Type as Name`. */
  readonly mappers: Readonly<Record<string, string>>;
  /** False for a service whose graph is its own. */
  readonly federation?: boolean;
  /** Whether arguments that have a default are always there. */
  readonly defaultsAreThere?: boolean;
}

/** How the types of a service's resolvers are made: `src/generated/resolvers.ts` from `src/schema.graphql`. */
export function resolverTypes({
  context,
  mappers,
  federation = true,
  defaultsAreThere = false,
}: ResolverTypesOptions): CodegenConfig {
  return {
    schema: 'src/schema.graphql',
    generates: {
      'src/generated/resolvers.ts': {
        plugins: ['typescript', 'typescript-resolvers'],
        config: {
          federation,
          useTypeImports: true,
          emitLegacyCommonJSImports: false,
          importExtension: '.ts',
          enumsAsTypes: true,
          immutableTypes: true,
          inputMaybeValue: 'T | null | undefined',
          resolversNonOptionalTypename: { unionMember: true },
          contextType: context,
          scalars: { DateTime: 'Date', ID: { input: 'string', output: 'string' } },
          ...(defaultsAreThere && { avoidOptionals: { defaultValue: true } }),
          mappers,
        },
      },
    },
  };
}
