import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';

/** How the registry behaves: as it should, or not. */
export type Mood = 'well' | 'failing' | 'hanging' | 'breaking off' | 'unsigned' | 'not holding';

export interface UsageReport {
  readonly key: string;
  readonly dropped: number;
  readonly operations: readonly {
    readonly id: string;
    readonly document?: string;
    readonly name: string | null;
    readonly clients: readonly {
      readonly name: string | null;
      readonly version: string | null;
      readonly count: number;
      readonly errorCount: number;
    }[];
  }[];
}

export interface FakeRegistry {
  readonly url: string;
  mood: Mood;
  /** How often the supergraph was asked for. */
  readonly asked: number;
  /** What gateways told of themselves, the newest last. */
  readonly states: {
    instance: string;
    serving: number | null;
    refused: { number: number; reason: string } | null;
  }[];
  /** What gateways told of what clients ask for, the newest last. */
  readonly reports: UsageReport[];
  /** Serves this text with this signature from now on, for `shop@test` unless told otherwise. */
  serve(sdl: string, signature: string, graph?: string): void;
  close(): Promise<void>;
}

/** Speaks what a gateway hears of the registry, for the moods that a real one is seldom in. */
export async function startFakeRegistry(port = 0): Promise<FakeRegistry> {
  const served = new Map<string, { sdl: string; signature: string; etag: string }>();
  let asked = 0;
  let mood: Mood = 'well';
  const states: FakeRegistry['states'] = [];
  const reports: FakeRegistry['reports'] = [];
  const waiting = new Set<() => void>();
  const wakeAll = () => {
    for (const wake of waiting) wake();
    waiting.clear();
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url?.startsWith('/gateways/')) {
      states.push(JSON.parse(await text(request)));
      return void response.writeHead(204).end();
    }
    if (request.url?.startsWith('/usage/')) {
      const report = await text(request.pipe(createGunzip()));
      reports.push({ ...JSON.parse(report), key: request.headers['idempotency-key'] });
      if (mood === 'failing') return void response.writeHead(503).end('{}');
      return void response.writeHead(202).end('{"unknown":[]}');
    }
    asked += 1;
    if (mood === 'failing') return void response.writeHead(503, { 'retry-after': '1' }).end('{}');
    if (mood === 'hanging') return;
    const graph = request.url?.split('/').slice(-2).join('@') ?? '';
    const isKnown = () => {
      const { etag } = served.get(graph) ?? {};
      return etag !== undefined && request.headers['if-none-match']?.includes(etag) === true;
    };
    const holds = mood !== 'not holding' && request.headers.prefer !== undefined;
    if (holds && (isKnown() || !served.has(graph))) {
      await new Promise<void>((resolve) => waiting.add(resolve));
    }
    const artefact = served.get(graph);
    if (artefact === undefined) return void response.writeHead(404).end('{}');
    const { sdl, signature, etag } = artefact;
    if (isKnown()) return void response.writeHead(304, { etag }).end();
    const signed = mood !== 'unsigned' && { 'causeway-signature': signature };
    response.writeHead(200, { etag, ...signed, 'content-length': Buffer.byteLength(sdl) });
    if (mood !== 'breaking off') return void response.end(sdl);
    response.write(sdl.slice(0, 100));
    setTimeout(() => response.destroy(), 50);
  }

  const server = createServer((request, response) => void answer(request, response));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    states,
    reports,
    get mood() {
      return mood;
    },
    set mood(next) {
      mood = next;
      wakeAll();
    },
    get asked() {
      return asked;
    },
    serve(sdl, signature, graph = 'shop@test') {
      const etag = `"${createHash('sha256').update(sdl).digest('hex')}"`;
      served.set(graph, { sdl, signature, etag });
      wakeAll();
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
