import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { labelInstruments } from './label-instruments.ts';
import type { Metrics } from './metrics.ts';
import { observeProcess } from './observe-process.ts';
import { recordMetrics } from './record-metrics.ts';

const RECEIVE_DEADLINE_MS = 5_000;
const MOST_CONNECTIONS = 32;

export interface ServedMetrics {
  metrics: Metrics;
  /** What is told of a graph beside the main one, under its name. */
  metricsOf(variant: string): Metrics;
  /** The port that is listened on. */
  port: number;
  close(): Promise<void>;
}

/**
 * Counts, and answers `GET /metrics` in the format of Prometheus on a port of its own, which clients need not
 * reach. Rejects when the port cannot be listened on.
 */
export async function serveMetrics(address: {
  host: string;
  port: number;
}): Promise<ServedMetrics> {
  const exporter = new PrometheusExporter({ preventServerStart: true, withoutScopeInfo: true });
  const provider = new MeterProvider({ readers: [exporter] });
  const meter = provider.getMeter('causeway-gateway');
  const metrics = recordMetrics(meter);
  observeProcess(meter);
  const server = createServer(
    { requestTimeout: RECEIVE_DEADLINE_MS, headersTimeout: RECEIVE_DEADLINE_MS },
    (request, response) => answer(exporter, request, response),
  );
  server.maxConnections = MOST_CONNECTIONS;
  server.listen(address);
  await once(server, 'listening');
  return {
    metrics,
    metricsOf: (variant) => recordMetrics(labelInstruments(meter, { 'causeway.variant': variant })),
    port: (server.address() as AddressInfo).port,
    async close() {
      server.close();
      server.closeAllConnections();
      await provider.shutdown();
    },
  };
}

function answer(
  exporter: PrometheusExporter,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (request.method === 'GET' && request.url === '/metrics') {
    exporter.getMetricsRequestHandler(request, response);
    return;
  }
  response.statusCode = 404;
  response.end();
}
