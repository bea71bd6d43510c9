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
        contextType: '../orders-context.ts#OrdersContext',
        scalars: { DateTime: 'Date', ID: { input: 'string', output: 'string' } },
        mappers: {
          Cart: '../cart/cart.ts#Cart as CartOfUser',
          CartLine: '../cart/cart.ts#CartLine as CartRow',
          Order: '../orders/order.ts#Order as OrderRow',
          OrderLine: '../orders/order-line.ts#OrderLineInCurrency',
          Payment: '../orders/order.ts#Order as OrderRow',
          ShortLine: '../orders/order-rejection.ts#ShortLine as ShortLineRow',
          OrderTransition:
            '../life-cycle/order-transition.ts#OrderTransition as OrderTransitionRow',
          User: '../references.ts#UserReference',
          Product: '../references.ts#ProductReference',
          Variant: '../references.ts#VariantReference',
        },
      },
    },
  },
};

export default config;
