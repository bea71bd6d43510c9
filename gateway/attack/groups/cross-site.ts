import type { Exchange } from '../http/exchange.ts';
import { get, postText, request } from '../http/graphql-request.ts';
import type { Target } from '../target/target.ts';
import { type Group, type HostileCase, refused, refusedWith, tolerated } from './group.ts';

const ORIGIN = 'https://evil.example';

/** What a page elsewhere can make a browser send, with its cookies; GHSA-9q82-xgwf-vj6h. */
export const crossSite: Group = {
  name: 'cross-site',
  summary: 'what a foreign page can make a browser send, and addresses that are malformed',
  cases: (target) => [...forged(target), ...origins(target), ...addresses(target)],
};

const encode = encodeURIComponent;
const CSRF = 'GHSA-9q82-xgwf-vj6h, GHSA-hff2-gcpx-8f4p';

/** Requests that browsers send without asking first (the Fetch standard's "simple" ones). */
function forged(target: Target): HostileCase[] {
  const { query } = target.innocent;
  const body = JSON.stringify({ query });
  const simple = (type: string): HostileCase => ({
    ...{ name: `POST of type ${type}`, known: CSRF },
    request: () => postText(target, body, { 'content-type': type, origin: ORIGIN }),
    expect: refusedWith([400, 403, 415]),
  });
  const plain = (parameters: string, headers: Readonly<Record<string, string>> = {}) => ({
    pieces: [
      request(target, {
        ...{ method: 'GET', path: `${target.url.pathname}?${parameters}` },
        headers: { accept: '*/*', 'sec-fetch-site': 'cross-site', ...headers },
      }),
    ],
  });
  return [
    ...['text/plain', 'text/plain; application/json', 'application/x-www-form-urlencoded'].map(
      simple,
    ),
    ...['multipart/form-data; boundary=x', 'text/plain; charset=utf-8;', 'x; text/plain'].map(
      simple,
    ),
    {
      name: 'a query by GET',
      known: CSRF,
      request: () => plain(`query=${encode(query)}`),
      expect: refusedWith([400, 403]),
    },
    {
      ...{ name: 'a query by GET that claims a simple type', known: CSRF },
      request: () => plain(`query=${encode(query)}`, { 'content-type': 'text/plain' }),
      expect: refusedWith([400, 403, 415]),
    },
    {
      ...{ name: 'a query by GET with an empty name of the client', known: CSRF },
      request: () => plain(`query=${encode(query)}`, { 'x-apollo-operation-name': '' }),
      expect: refusedWith([400, 403]),
    },
    {
      name: 'a mutation by GET',
      request: () => get(target, `query=${encode(`mutation { ${target.shape.mutation} }`)}`),
      expect: refusedWith([400, 405]),
    },
    {
      name: 'a mutation among queries by GET',
      request: () =>
        get(
          target,
          `query=${encode(`query A { __typename } mutation B { ${target.shape.mutation} }`)}&operationName=B`,
        ),
      expect: refusedWith([400, 405]),
    },
    {
      name: 'a mutation by HEAD',
      request: () => ({
        pieces: [
          request(target, {
            method: 'HEAD',
            path: `${target.url.pathname}?query=${encode(`mutation { ${target.shape.mutation} }`)}`,
          }),
        ],
        isHead: true,
      }),
      expect: tolerated,
    },
  ];
}

/** No foreign page may read an answer. */
function origins(target: Target): HostileCase[] {
  const { hostname } = target.url;
  const claimed = [
    ORIGIN,
    'null',
    `https://${hostname}.evil.example`,
    `https://evil-${hostname}`,
    'file://',
    '*',
  ];
  return claimed.flatMap((origin) => [
    {
      ...{ name: `POST from ${origin}`, expect: tolerated, findFault: mayNotRead },
      request: () => postText(target, JSON.stringify({ query: target.innocent.query }), { origin }),
    },
    {
      ...{ name: `preflight from ${origin}`, expect: tolerated, findFault: mayNotRead },
      request: () => ({
        pieces: [
          request(target, {
            method: 'OPTIONS',
            headers: {
              origin,
              'access-control-request-method': 'POST',
              'access-control-request-headers': 'content-type,authorization',
            },
          }),
        ],
      }),
    },
  ]);
}

function mayNotRead({ answers }: Exchange): string | null {
  const allowed = answers
    .map(({ headers }) => headers.get('access-control-allow-origin'))
    .find((origin) => origin !== undefined);
  return allowed === undefined ? null : `lets a foreign page read: allows ${allowed}`;
}

function addresses(target: Target): HostileCase[] {
  const query = `query=${encode(target.innocent.query)}`;
  const rows: readonly (readonly [string, string])[] = [
    ['a query twice', `${query}&${query}`],
    ['no query', 'operationName=A'],
    ['an empty query', 'query='],
    ['variables that are no JSON', `${query}&variables={`],
    ['variables that are a list', `${query}&variables=[]`],
    ['extensions that are no JSON', `${query}&extensions=x`],
    ['bytes that are no UTF-8', 'query=%ff%fe%00'],
    ['half an escape', 'query=%'],
    ['lists by brackets', 'query[]=a&query[]=b'],
  ];
  return rows.map(([name, parameters]) => ({
    ...{ name: `GET: ${name}`, expect: refused() },
    request: () => get(target, parameters),
  }));
}
