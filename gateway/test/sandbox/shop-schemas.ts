const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])\n';

export const catalog = `${LINK}
"What is asked for."
type Query {
  "Finds a product by its slug."
  product(slug: String!): Product
  products(first: Int! = 20, after: String): ProductConnection!
}

"Something that can be bought."
type Product @key(fields: "id") {
  id: ID!
  slug: String!
  title: String!
  "What it is, in a paragraph."
  description: String
  sku: String @deprecated(reason: "Variants have one each.")
  category: Category!
}

type Category {
  slug: String!
  name: String!
  products(first: Int! = 20): [Product!]!
}

type ProductConnection {
  nodes: [Product!]!
  pageInfo: PageInfo!
}

type PageInfo @shareable {
  hasNextPage: Boolean!
  endCursor: String
}
`;

export const orders = `${LINK}
type Query {
  order(id: ID!): Order
}

type Order @key(fields: "id") {
  id: ID!
  status: OrderStatus!
  lines: [OrderLine!]!
  customer: User!
}

type OrderLine {
  product: Product!
  quantity: Int!
}

type Product @key(fields: "id") {
  id: ID!
  timesOrdered: Int!
}

type User @key(fields: "id") {
  id: ID!
  orders(first: Int! = 10): [Order!]!
}

enum OrderStatus {
  PENDING
  PAID
  SHIPPED
}
`;

export const identity = `${LINK}
type Query {
  me: User
}

type User @key(fields: "id") {
  id: ID!
  displayName: String!
  email: String!
}
`;

/** As many types in six subgraphs, each leading to some others; every seventh is an entity of two of them. */
export function largeSchemas(size: number): Record<string, string> {
  const parts = ['accounts', 'billing', 'content', 'delivery', 'events', 'forums'];
  const typesOf = parts.map((_, part) => indices(size).filter((index) => index % 6 === part));
  const schemas = parts.map((name, part) => {
    const own = typesOf[part] ?? [];
    const shared = (typesOf[(part + 1) % 6] ?? []).filter(isShared);
    const definitions = own.map((index, at) => {
      const near = [own[at * 2 + 1], own[at * 2 + 2], shared[at]].filter((to) => to !== undefined);
      const fields = near.map((to) => `to${to}: Thing${to}`).join(' ');
      const key = isShared(index) ? ' @key(fields: "id")' : '';
      return `type Thing${index}${key} { id: ID! ${fields} }`;
    });
    const stubs = shared.map(
      (index) => `type Thing${index} @key(fields: "id") { id: ID! ${name}Note: String }`,
    );
    const query = `type Query { ${name}: Thing${own[0]} }`;
    return [name, [LINK, query, ...definitions, ...stubs].join('\n')];
  });
  return Object.fromEntries(schemas);
}

const isShared = (index: number) => index % 7 === 0;

const indices = (size: number) => Array.from({ length: size }, (_, index) => index);
