import type { IncomingHttpHeaders } from 'node:http';
import { Pool } from 'undici';
import type { GraphSetup } from '../contenders/contender.ts';

export type SendToSubgraph = (
  subgraph: string,
  body: string,
  headers: IncomingHttpHeaders,
) => Promise<Buffer>;

/** Sends to subgraphs by undici's `dispatch`, the least that its clients can do. */
export function createSubgraphSender({ subgraphs, forwardedHeaders }: GraphSetup): SendToSubgraph {
  const targets = new Map(subgraphs.map(({ name, url }) => [name, new URL(url)]));
  const pools = new Map<string, Pool>();
  return (subgraph, body, headers) => {
    const { origin, pathname: path } = targets.get(subgraph) as URL;
    const pool = pools.get(origin) ?? new Pool(origin);
    pools.set(origin, pool);
    const sent = ['content-type', 'application/json', 'accept', 'application/json'];
    for (const name of forwardedHeaders) sent.push(name, String(headers[name]));
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      pool.dispatch(
        { path, method: 'POST', headers: sent, body },
        {
          onRequestStart() {},
          onResponseStart() {},
          onResponseData: (_controller, chunk) => {
            chunks.push(chunk);
          },
          onResponseEnd: () =>
            resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)),
          onResponseError: (_controller, error) => reject(error),
        },
      );
    });
  };
}
