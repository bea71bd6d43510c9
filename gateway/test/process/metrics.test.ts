import { createServer } from 'node:net';
import { readGatewaySettings, startGateway } from '@causeway/gateway';
import { describe, expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { useGateway } from '../support/use-gateway.ts';

const gateway = useGateway({ environment: () => ({ METRICS_PORT: '0' }) });
const metricsUrl = () => String(gateway().running.metricsUrl);

describe('metrics', () => {
  test('tell of requests by route, status and kind of operation, in seconds', async () => {
    await sendOperation(gateway().url, { query: '{ people { name } }' });
    await fetch(new URL('/nowhere-at-all', gateway().url));
    const response = await fetch(metricsUrl());
    expect(response.headers.get('content-type')).toContain('text/plain');
    const text = await response.text();
    const counted = (labels: string) => `http_server_request_duration_count{${labels}} 1\n`;
    expect(text).toContain(
      counted(
        'http_request_method="POST",http_response_status_code="200",http_route="/graphql",graphql_operation_type="query"',
      ),
    );
    expect(text).toContain('# UNIT http_server_request_duration s');
    expect(text).toContain(counted('http_request_method="GET",http_response_status_code="404"'));
    expect(text).not.toContain('nowhere-at-all');
    expect(text).toMatch(/^nodejs_eventloop_utilization/m);
    expect(text).toMatch(/^process_cpu_time_total/m);
  });

  test('are not on the port that clients use, nor anything else on theirs', async () => {
    expect((await fetch(new URL('/metrics', gateway().url))).status).toBe(404);
    expect((await fetch(metricsUrl().replace('/metrics', '/graphql'))).status).toBe(404);
    expect((await fetch(metricsUrl(), { method: 'POST' })).status).toBe(404);
  });

  test('stop the start when the port that is set is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port: takenPort } = taken.address() as { port: number };
    const settings = readGatewaySettings(
      { supergraph: gateway().supergraphFile, port: '0' },
      { LOG_LEVEL: 'silent', METRICS_PORT: String(takenPort) },
    );
    await expect(startGateway(settings)).rejects.toThrow(/metrics\.port: .*EADDRINUSE/);
    taken.close();
  });
});
