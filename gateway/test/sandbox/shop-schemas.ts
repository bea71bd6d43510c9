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
