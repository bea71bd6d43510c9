import { readFileSync } from 'node:fs';
import { defineConfig } from '@graphql-hive/gateway';

const { forwardedHeaders } = JSON.parse(readFileSync(process.env.BENCH_SETUP, 'utf8'));

/** What Hive's own benchmark of gateways sets, and the headers to pass on. */
export const gatewayConfig = defineConfig({
  inboundInflightRequestDeduplication: true,
  logging: 'warn',
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }) =>
      Object.fromEntries(
        forwardedHeaders.flatMap((name) => {
          const value = request.headers.get(name);
          return value === null ? [] : [[name, value]];
        }),
      ),
  },
});
