import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types of the resolvers, from schema.graphql. `mappers` name what a resolver's parent really is. */
const config: CodegenConfig = {
  schema: 'src/schema.graphql',
  generates: {
    'src/generated/resolvers.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        federation: true,
        useTypeImports: true,
        emitLegacyCommonJSImports: false,
        importExtension: '.ts',
        enumsAsTypes: true,
        immutableTypes: true,
        inputMaybeValue: 'T | null | undefined',
        resolversNonOptionalTypename: { unionMember: true },
        contextType: '../catalog-context.ts#CatalogContext',
        scalars: { DateTime: 'Date', ID: { input: 'string', output: 'string' } },
        mappers: {
          Product: '../products/product.ts#Product as ProductRow',
          Variant: '../variants/variant.ts#Variant as VariantRow',
          Category: '../categories/category.ts#Category as CategoryRow',
          ProductConnection: '../listing/product-lists.ts#ProductList',
          ProductSearchConnection: '../search/product-search.ts#ProductSearchResult',
        },
      },
    },
  },
};

export default config;
