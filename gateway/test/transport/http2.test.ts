import { once } from 'node:events';
import { createSecureServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { CONNECTION_DEFAULTS } from '../../src/config/connection-settings.ts';
import { createSubgraphClient } from '../../src/transport/subgraph-client.ts';
import { localhostCertificate } from '../support/localhost-certificate.ts';

const trusted = getCACertificates();
const server = createSecureServer(
  { ...localhostCertificate, allowHTTP1: true },
  (request, response) => response.end(JSON.stringify({ spoken: request.httpVersion })),
);
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => void server.close());
afterEach(() => setDefaultCACertificates(trusted));

async function ask(connections: Partial<typeof CONNECTION_DEFAULTS> = {}): Promise<string[]> {
  const client = createSubgraphClient();
  const send = client.over({ ...CONNECTION_DEFAULTS, ...connections });
  const request = {
    ...{ origin: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, path: '/graphql' },
    ...{ headers: { 'content-type': 'application/json' }, body: '{}' },
    ...{ timeoutMs: 5_000, maxResponseBytes: 1_000, signal: new AbortController().signal },
  };
  try {
    const answers = await Promise.all([1, 2, 3].map(() => send('catalog', request)));
    return answers.map(({ text }) => JSON.parse(text).spoken);
  } finally {
    await client.close();
  }
}

describe('over TLS', () => {
  test('HTTP/2 is spoken where it is offered', async () => {
    setDefaultCACertificates([...trusted, localhostCertificate.cert]);
    expect(await ask()).toEqual(['2.0', '2.0', '2.0']);
  });

  test('HTTP/1.1 is, if a setting says so', async () => {
    setDefaultCACertificates([...trusted, localhostCertificate.cert]);
    expect(await ask({ http2: false })).toEqual(['1.1', '1.1', '1.1']);
  });

  test('a subgraph whose certificate is not trusted cannot be reached, and is not asked again', async () => {
    const failure = {
      code: 'SUBGRAPH_UNREACHABLE',
      reason: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      wasSent: false,
    };
    await expect(ask()).rejects.toMatchObject(failure);
  });
});
