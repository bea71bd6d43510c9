/**
 * The federated operation as a person would write it: the same sixteen subgraph requests as Apollo's plan,
 * each entity asked for once per request, and objects built in the operation's order.
 */
export async function answerByHand(first: number, send: Send): Promise<unknown> {
  const [users, topProducts] = await Promise.all([loadUsers(send), loadTopProducts(send, first)]);
  return { users, topProducts };
}

type Send = (subgraph: string, body: string) => Promise<Buffer>;

interface Person {
  id: string;
  handle: string;
}
interface Goods {
  sku: string;
  title: string;
  cents: number;
  grams: number;
}
interface Stock {
  available: boolean;
  deliveryCents: number;
}
type ReviewByUser = { id: string; text: string; product: { sku: string } };
type ReviewOfProduct = { id: string; text: string; author: Person };

async function loadUsers(send: Send) {
  const query = '{users{id handle fullName}}';
  const { users } = await ask<{ users: (Person & { fullName: string })[] }>(
    send,
    'accounts',
    `{"query":"${query}"}`,
  );
  const reviews = await loadReviewsByUsers(send, idsOf(users));
  const skus = skusOf(reviews);
  const [items, opinions] = await Promise.all([loadItems(send, skus), loadOpinions(send, skus)]);
  return users.map(({ id, handle, fullName }) => ({
    ...{ id, handle, fullName },
    reviews: (reviews.get(id) ?? []).map(({ id, text, product: { sku } }) => ({
      ...{ id, text },
      product: { ...items.get(sku), reviews: opinions.get(sku) },
    })),
  }));
}

async function loadTopProducts(send: Send, first: number) {
  const query = 'query($first:Int){topProducts(first:$first){sku title cents grams}}';
  const { topProducts } = await ask<{ topProducts: Goods[] }>(
    send,
    'products',
    `{"query":"${query}","variables":{"first":${first}}}`,
  );
  const skus = topProducts.map(({ sku }) => sku);
  const [stocks, opinions] = await Promise.all([
    loadStocks(send, topProducts),
    loadOpinions(send, skus),
  ]);
  return topProducts.map((goods) => ({
    ...itemOf(goods, stocks.get(goods.sku)),
    reviews: opinions.get(goods.sku),
  }));
}

/** Reviews of products, with their authors and what those wrote elsewhere. */
async function loadOpinions(send: Send, skus: readonly string[]) {
  const query = '... on Product{reviews{id text author{id handle}}}';
  const found = await loadEntities<{ reviews: ReviewOfProduct[] }>(
    send,
    'reviews',
    query,
    skus.map(productKey),
  );
  const authors = found.flatMap(({ reviews }) => reviews.map(({ author }) => author));
  const ids = [...new Set(idsOf(authors))];
  const [names, written] = await Promise.all([loadNames(send, ids), loadWritten(send, ids)]);
  return new Map(
    found.map(({ reviews }, index) => [
      skus[index],
      reviews.map(({ id, text, author }) => ({
        ...{ id, text },
        author: {
          ...{ id: author.id, handle: author.handle },
          fullName: names.get(author.id),
          reviews: written.get(author.id),
        },
      })),
    ]),
  );
}

async function loadWritten(send: Send, ids: readonly string[]) {
  const reviews = await loadReviewsByUsers(send, ids);
  const items = await loadItems(send, skusOf(reviews));
  return new Map(
    [...reviews].map(([userId, own]) => [
      userId,
      own.map(({ id, text, product }) => ({ id, text, product: items.get(product.sku) })),
    ]),
  );
}

async function loadReviewsByUsers(send: Send, ids: readonly string[]) {
  const query = '... on User{reviews{id text product{sku}}}';
  const found = await loadEntities<{ reviews: ReviewByUser[] }>(
    send,
    'reviews',
    query,
    ids.map(userKey),
  );
  return new Map(ids.map((id, index) => [id, found[index]?.reviews ?? []]));
}

async function loadNames(send: Send, ids: readonly string[]) {
  const query = '... on User{fullName}';
  const found = await loadEntities<{ fullName: string }>(send, 'accounts', query, ids.map(userKey));
  return new Map(ids.map((id, index) => [id, found[index]?.fullName]));
}

async function loadItems(send: Send, skus: readonly string[]) {
  const query = '... on Product{sku title cents grams}';
  const goods = await loadEntities<Goods>(send, 'products', query, skus.map(productKey));
  const stocks = await loadStocks(send, goods);
  return new Map(goods.map((one) => [one.sku, itemOf(one, stocks.get(one.sku))]));
}

async function loadStocks(send: Send, goods: readonly Goods[]) {
  const query = '... on Product{available deliveryCents}';
  const keys = goods.map(({ sku, cents, grams }) => ({ ...productKey(sku), cents, grams }));
  const found = await loadEntities<Stock>(send, 'inventory', query, keys);
  return new Map(goods.map(({ sku }, index) => [sku, found[index]]));
}

function itemOf({ sku, title, cents, grams }: Goods, stock: Stock | undefined) {
  return {
    available: stock?.available,
    ...{ title, cents },
    deliveryCents: stock?.deliveryCents,
    ...{ sku, grams },
  };
}

async function loadEntities<T>(send: Send, subgraph: string, query: string, keys: object[]) {
  const document = `query($representations:[_Any!]!){_entities(representations:$representations){${query}}}`;
  const body = `{"query":"${document}","variables":{"representations":${JSON.stringify(keys)}}}`;
  return (await ask<{ _entities: T[] }>(send, subgraph, body))._entities;
}

async function ask<T>(send: Send, subgraph: string, body: string): Promise<T> {
  const { data } = JSON.parse((await send(subgraph, body)).toString('utf8'));
  return data;
}

const userKey = (id: string) => ({ __typename: 'User', id });
const productKey = (sku: string) => ({ __typename: 'Product', sku });
const idsOf = (people: readonly { id: string }[]) => people.map(({ id }) => id);
const skusOf = (reviews: ReadonlyMap<string, readonly ReviewByUser[]>) => [
  ...new Set([...reviews.values()].flatMap((own) => own.map(({ product }) => product.sku))),
];
