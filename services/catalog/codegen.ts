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
        enumValues: {
          CurrencyCode: '../pricing/money.ts#CurrencyCode',
          ProductStatus: '../products/product.ts#ProductStatus',
          ProductSort: '../listing/product-order.ts#ProductSort',
        },
        mappers: {
          Product: '../products/product.ts#Product',
          Variant: '../variants/variant.ts#Variant',
          Category: '../categories/category.ts#Category',
          ProductConnection: '../listing/product-list.ts#ProductList',
          ProductSearchConnection: '../search/product-search.ts#SearchResult',
        },
      },
    },
  },
};

export default config;
