import type { GraphqlRequest } from '../workloads/workload.ts';

/** A GraphQL request as bytes for the wire. */
export function encodeRequest({ query, variables, headers = {} }: GraphqlRequest): Buffer {
  const body = Buffer.from(JSON.stringify({ query, ...(variables && { variables }) }));
  const lines = [
    'POST /graphql HTTP/1.1',
    'host: 127.0.0.1',
    'content-type: application/json',
    'accept: application/json',
    `content-length: ${body.length}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body]);
}
