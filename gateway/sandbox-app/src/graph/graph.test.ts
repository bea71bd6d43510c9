import { expect, test } from 'vitest';
import { edgesOf, layersAround, layersFromRoots } from './graph-edges.ts';
import { layOutGraph, type Placed } from './lay-out-graph.ts';
import { readGraph } from './read-graph.ts';

const supergraph = `
  schema @link(url: "https://specs.apollo.dev/join/v0.5", for: EXECUTION) { query: Query }
  enum join__Graph {
    CATALOG @join__graph(name: "catalog", url: "http://catalog")
    ORDERS @join__graph(name: "orders", url: "http://orders")
  }
  scalar join__FieldSet
  type Query @join__type(graph: CATALOG) @join__type(graph: ORDERS) {
    product(by: ProductBy!): Product @join__field(graph: CATALOG)
    node: Node @join__field(graph: ORDERS)
  }
  interface Node @join__type(graph: ORDERS) { id: ID! }
  type Product @join__type(graph: CATALOG, key: "id") @join__type(graph: ORDERS, key: "id") {
    id: ID!
    title: String @join__field(graph: CATALOG) @join__field(graph: ORDERS, external: true)
    orders: [Order!]! @join__field(graph: ORDERS)
  }
  type Order implements Node @join__implements(graph: ORDERS, interface: "Node")
    @join__type(graph: ORDERS) { id: ID! products: [Product!]! first: Product }
  type Lonely @join__type(graph: CATALOG) { size: Int }
  input ProductBy @join__type(graph: CATALOG) { slug: String }
`;
const graph = readGraph(supergraph);
const edges = edgesOf(graph, () => true);

test('reads whose each type and field is', () => {
  expect(graph.subgraphs).toEqual(['catalog', 'orders']);
  expect([...graph.types.keys()]).toEqual([
    ...['Query', 'Node', 'Product', 'Order', 'Lonely', 'ProductBy'],
  ]);
  expect(graph.types.get('Product')).toMatchObject({
    isEntity: true,
    subgraphs: ['catalog', 'orders'],
    fields: [
      { name: 'id', subgraphs: ['catalog', 'orders'] },
      { name: 'title', subgraphs: ['catalog'], leadsTo: null },
      { name: 'orders', subgraphs: ['orders'], leadsTo: 'Order', type: '[Order!]!' },
    ],
  });
  expect(graph.types.get('Order')).toMatchObject({ isEntity: false, related: ['Node'] });
});

test('joins two types once, by all the fields that lead there', () => {
  expect(edges).toContainEqual({ from: 'Order', to: 'Product', fields: ['products', 'first'] });
  expect(edges).toContainEqual({ from: 'Query', to: 'ProductBy', fields: ['product'] });
  expect(edges).toContainEqual({ from: 'Order', to: 'Node', fields: [] });
  const withoutInputs = edgesOf(graph, ({ kind }) => kind !== 'input');
  expect(withoutInputs.some(({ to }) => to === 'ProductBy')).toBe(false);
});

test('puts types in layers from the roots, and around one of them', () => {
  expect(layersFromRoots([...graph.types.keys()], edges)).toEqual([
    ['Query'],
    ['Product', 'ProductBy', 'Node'],
    ['Order'],
    ['Lonely'],
  ]);
  expect(layersAround('Product', edges)).toEqual([['Query'], ['Product'], ['Order']]);
});

test('places three hundred types so that none lies on another', () => {
  const names = ['Query', ...Array.from({ length: 299 }, (_, index) => `Type${index}`)];
  const many = names.slice(1).map((to, index) => ({
    from: names[Math.floor(index / 9)] ?? 'Query',
    to,
    fields: ['to'],
  }));
  const { places, width, height } = layOutGraph(layersFromRoots(names, many), many, () => ({
    width: 120,
    height: 30,
  }));
  expect(places.size).toBe(300);
  const all = [...places.values()];
  expect(all.filter((one) => all.some((other) => one !== other && overlap(one, other)))).toEqual(
    [],
  );
  expect(height).toBeLessThan(1_100);
  expect(width).toBeLessThan(3_200);
});

function overlap(one: Placed, other: Placed): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}
