import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { normaliseOperation } from '@causeway/schema-kit/operations';
import { parse } from 'graphql';
import { ADMIN, type TestRegistry } from './use-registry.ts';

export interface Asked {
  readonly query: string;
  readonly client?: string;
  readonly version?: string;
  readonly count?: number;
  readonly errorCount?: number;
  /** Left out as gateways do that have sent it before. */
  readonly withoutDocument?: boolean;
}

/** An operation as a gateway reports it. */
export function reported({ query, client, version, count = 1, errorCount = 0, ...more }: Asked) {
  const normal = normaliseOperation(parse(query));
  if (normal === null) throw new Error(`There is no operation in ${query}.`);
  const { id, text, name, type } = normal;
  const clients = [{ name: client ?? null, version: version ?? null, count, errorCount }];
  return { id, name, type, clients, ...(!more.withoutDocument && { document: text }) };
}

/** Reports usage as a gateway does; returns the answer, whatever it is. */
export async function reportUsage(
  { origin }: TestRegistry,
  ref: string,
  asked: readonly Asked[],
  { token = ADMIN, key = randomUUID() as string } = {},
): Promise<{ status: number; body: { unknown: string[]; errors: { message: string }[] } }> {
  const report = {
    instance: 'gateway-1',
    from: new Date(),
    to: new Date(),
    dropped: 0,
    operations: asked.map(reported),
  };
  return postUsage(origin, ref, { body: gzipSync(JSON.stringify(report)), token, key });
}

export async function postUsage(
  origin: string,
  ref: string,
  { body, token, key }: { body: Buffer; token: string; key: string },
) {
  const response = await fetch(`${origin}/usage/${ref.replace('@', '/')}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'idempotency-key': key,
    },
    body: new Uint8Array(body),
  });
  return { status: response.status, body: JSON.parse((await response.text()) || 'null') };
}
