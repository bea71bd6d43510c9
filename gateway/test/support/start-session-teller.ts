import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SessionTeller {
  url: string;
  /** How often it was asked. */
  requests(): number;
  end(id: string): void;
  /** Tells no more at once. */
  setPageSize(size: number): void;
  /** Answers 500 while down. */
  setDown(down: boolean): void;
  stop(): void;
}

const TOKEN_LIFETIME_MS = 900_000;
const OVERLAP_MS = 10_000;

/** An issuer's list of ended sessions, as identity tells it, for requests that bear an assertion. */
export async function startSessionTeller(): Promise<SessionTeller> {
  const ended: { id: string; until: number }[] = [];
  let requests = 0;
  let isDown = false;
  let pageSize = 10_000;
  const server = createServer(({ url: path = '', headers }, response) => {
    requests += 1;
    if (headers['causeway-assertion'] === undefined) return void response.writeHead(401).end();
    if (isDown) return void response.writeHead(500).end();
    const url = new URL(path, 'http://localhost');
    const after = Number(url.searchParams.get('after') ?? 0);
    const all = ended.filter(({ until }) => until >= after);
    const start = Number(url.searchParams.get('page') ?? 0);
    const rest = start + pageSize;
    const answer = {
      cursor: Date.now() + TOKEN_LIFETIME_MS - OVERLAP_MS,
      nextPage: rest < all.length ? String(rest) : null,
      sessions: all.slice(start, rest),
    };
    response.end(JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sessions/ended`,
    requests: () => requests,
    end: (id) => void ended.push({ id, until: Date.now() + TOKEN_LIFETIME_MS }),
    setPageSize(size) {
      pageSize = size;
    },
    setDown(down) {
      isDown = down;
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
