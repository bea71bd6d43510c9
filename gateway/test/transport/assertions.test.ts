import { createHash } from 'node:crypto';
import { createTestIdentity } from '@causeway/test-kit';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import type { SmallSubgraph } from '../support/start-small-subgraph.ts';
import { useGateway } from '../support/use-gateway.ts';

const keys = createTestIdentity();
const gateway = useGateway({ environment: () => ({ ASSERTION_KEY_FILE: keys.keyFile }) });
const assertionsOf = (subgraph: SmallSubgraph, last: number) =>
  subgraph.received.slice(-last).map(({ headers, body }) => {
    const assertion = String(headers['causeway-assertion']);
    return { header: decodeProtectedHeader(assertion), claims: decodeJwt(assertion), body };
  });
const digestOf = (body: string) => createHash('sha256').update(body).digest('base64url');

test('an assertion is for one subgraph, half a minute and the body that it comes with', async () => {
  await sendOperation(gateway().url, { query: '{ person(id: "1") { name reviews { text } } }' });
  for (const subgraph of [gateway().people, gateway().reviews]) {
    const [sent] = assertionsOf(subgraph, 1);
    const { iat = 0, exp, aud, body_sha256 } = sent?.claims ?? {};
    expect(sent?.header).toMatchObject({ alg: 'EdDSA', typ: 'causeway-assertion+jwt' });
    expect({ aud, exp, body_sha256 }).toEqual({
      aud: subgraph.name,
      exp: iat + 30,
      body_sha256: digestOf(sent?.body ?? ''),
    });
  }
});

test('no two requests have one in common, however equal they are', async () => {
  for (let count = 0; count < 3; count += 1) {
    await sendOperation(gateway().url, { query: '{ person(id: "1") { name } }' });
  }
  const sent = assertionsOf(gateway().people, 3);
  expect(new Set(sent.map(({ body }) => body)).size).toBe(1);
  expect(new Set(sent.map(({ claims }) => claims.jti)).size).toBe(3);
});
