import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types of what the registry answers to the documents of its pages. */
const config: CodegenConfig = {
  schema: '../../services/registry/src/schema.graphql',
  documents: 'src/{registry,schema-history,graph,checks,usage}/operations/*.graphql',
  generates: {
    'src/registry/registry-answers.generated.ts': {
      plugins: ['typescript-operations'],
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        immutableTypes: true,
        skipTypename: true,
        scalars: { DateTime: 'string', ID: 'string' },
      },
    },
  },
};

export default config;
