import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { execute } from 'graphql';
import { createHandler } from 'graphql-http/lib/use/http';
import { createMock } from './create-mock.ts';

/** Subgraphs that are made up, each at an address of its own. */
export interface RunningMocks {
  urlOf(name: string): string;
  /** Makes a subgraph up from another schema from now on. */
  use(name: string, sdl: string): void;
  close(): Promise<void>;
}

/** Serves mocks to this machine only, on a port that is free. */
export async function startMocks(): Promise<RunningMocks> {
  const handlers = new Map<string, ReturnType<typeof createHandler>>();
  const server = createServer((request, response) => {
    const handle = handlers.get(decodeURIComponent(request.url?.slice(1) ?? ''));
    if (handle === undefined) response.writeHead(404).end();
    else void handle(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    urlOf: (name) => `http://127.0.0.1:${port}/${encodeURIComponent(name)}`,
    use(name, sdl) {
      const { schema, fieldResolver, typeResolver } = createMock(sdl);
      const handler = createHandler({
        schema,
        execute: (args) => execute({ ...args, fieldResolver, typeResolver }),
      });
      handlers.set(name, handler);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
