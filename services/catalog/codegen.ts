import { resolverTypes } from '@causeway/subgraph-kit/codegen';

export default resolverTypes({
  context: '../catalog-context.ts#CatalogContext',
  mappers: {
    Product: '../products/product.ts#Product as ProductRow',
    Variant: '../variants/variant.ts#Variant as VariantRow',
    Category: '../categories/category.ts#Category as CategoryRow',
    ProductConnection: '../listing/product-lists.ts#ProductList',
    ProductSearchConnection: '../search/product-search.ts#ProductSearchResult',
  },
});
