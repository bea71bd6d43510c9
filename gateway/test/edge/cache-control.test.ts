import { request } from 'undici';
import { describe, expect, test } from 'vitest';
import { useGateway } from '../support/use-gateway.ts';
import { useTokenIssuer } from '../support/use-token-issuer.ts';

const issuer = await useTokenIssuer();
const gateway = useGateway({
  config: () => `
batching: { enabled: true }
all: { headers: { propagate: [Accept-Language] } }
`,
  environment: () => issuer.environment,
});
const NAMES = '{ people { name } }';
const BOTH = '{ people { name reviews { text } } }';

/** What the subgraphs say of their answers, from now on. */
function say(people: Record<string, string>, reviews: Record<string, string> = {}): void {
  gateway().people.addHeaders(people);
  gateway().reviews.addHeaders(reviews);
}
const kept = (cacheControl: string) => ({ 'cache-control': cacheControl });

async function get(query: string, headers: Record<string, string> = {}) {
  const response = await request(`${gateway().url}?query=${encodeURIComponent(query)}`, {
    headers,
  });
  return told(response);
}

async function post(body: unknown, headers: Record<string, string> = {}) {
  const response = await request(gateway().url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return told(response);
}

async function told({ headers, body }: Awaited<ReturnType<typeof request>>) {
  await body.dump();
  const { 'cache-control': cacheControl, vary } = headers;
  return { cacheControl, vary };
}

describe('an answer', () => {
  test('of a subgraph that says nothing is not kept', async () => {
    say({});
    expect(await get(NAMES)).toEqual({ cacheControl: 'no-store', vary: undefined });
  });

  test('may be kept as the subgraph says, apart for whatever it depends on', async () => {
    say(kept('public, max-age=60'));
    expect(await get(NAMES)).toEqual({
      ...{ cacheControl: 'public, max-age=60', vary: 'accept, authorization, accept-language' },
    });
  });

  test.each([
    ['public, max-age=60', 'public, max-age=30', 'public, max-age=30'],
    ['public, max-age=60', 'private, max-age=90', 'private, max-age=60'],
    ['public, max-age=60', 'max-age=90', 'private, max-age=60'],
    ['public, max-age=60', 'no-store', 'no-store'],
    ['private, max-age=60', 'no-cache', 'no-store'],
  ])('of %j and %j is %j', async (people, reviews, expected) => {
    say(kept(people), kept(reviews));
    expect((await get(BOTH)).cacheControl).toBe(expected);
    say(kept(reviews), kept(people));
    expect((await get(BOTH)).cacheControl).toBe(expected);
  });

  test('of one that says something and one that does not is not kept', async () => {
    say(kept('public, max-age=60'), {});
    expect((await get(BOTH)).cacheControl).toBe('no-store');
  });

  test('with an error is not kept', async () => {
    say(kept('public, max-age=60'), kept('public, max-age=60'));
    gateway().reviews.misbehave({
      ...{ kind: 'answer', status: 200, contentType: 'application/json' },
      body: '{"errors":[{"message":"no"}]}',
    });
    expect((await get(BOTH)).cacheControl).toBe('no-store');
    gateway().reviews.misbehave({ kind: 'reset' });
    expect((await get(BOTH)).cacheControl).toBe('no-store');
    gateway().reviews.misbehave(null);
    expect((await get(BOTH)).cacheControl).toBe('public, max-age=60');
  });

  test.each([
    ['of nothing but the schema', '{ __typename }'],
    ['that is not valid', '{ nobody }'],
    ['that is no GraphQL', '{'],
    ['to a document of two operations', 'query A { people { name } } query B { people { name } }'],
  ])('%s is not kept', async (_name, query) => {
    expect((await get(query)).cacheControl).toBe('no-store');
  });

  test('to a user is the user’s alone', async () => {
    say(kept('public, max-age=60'));
    const authorization = `Bearer ${await issuer.sign()}`;
    expect((await get(NAMES, { authorization })).cacheControl).toBe('private, max-age=60');
    const refused = await get(NAMES, { authorization: 'Bearer x' });
    expect(refused.cacheControl).toBe('no-store');
  });

  test('to a POST is never anyone’s, and to a mutation not kept', async () => {
    say(kept('public, max-age=60'));
    expect((await post({ query: NAMES })).cacheControl).toBe('private, max-age=60');
    const rename = { query: 'mutation { rename(id: "1", name: "x") { id } }' };
    expect((await post(rename)).cacheControl).toBe('no-store');
  });

  test('that shows its plan is not kept', async () => {
    expect((await get(NAMES, { 'causeway-debug': 'plan' })).cacheControl).toBe('no-store');
  });
});

test('an answer that several wait for is told to each as it may be kept', async () => {
  say(kept('public, max-age=60'));
  const held = gateway().people.holdNext();
  const asked = gateway().people.received.length;
  const one = get(NAMES);
  await held.arrived;
  const other = get(NAMES);
  // It came before this one, and goes the same way.
  await get('{ people { id } }');
  held.answer();
  for (const { cacheControl } of await Promise.all([one, other])) {
    expect(cacheControl).toBe('public, max-age=60');
  }
  expect(gateway().people.received).toHaveLength(asked + 2);
});

describe('the answers of a batch', () => {
  test('are kept as the strictest of them may be', async () => {
    say(kept('private, max-age=60'), kept('private, max-age=30'));
    const both = { query: BOTH };
    const names = { query: NAMES };
    expect((await post([names, names])).cacheControl).toBe('private, max-age=60');
    expect((await post([names, both])).cacheControl).toBe('private, max-age=30');
    expect((await post([names, { query: '{ nobody }' }])).cacheControl).toBe('no-store');
    expect((await post([{ query: 1 }, names])).cacheControl).toBe('no-store');
  });

  test('are private when one is, and never public', async () => {
    say(kept('public, max-age=60'), kept('private, max-age=60'));
    expect((await post([{ query: NAMES }, { query: BOTH }])).cacheControl).toBe(
      'private, max-age=60',
    );
  });
});
