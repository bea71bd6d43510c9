import { serverAudits } from 'graphql-http';
import { describe, expect, test } from 'vitest';
import { useGateway } from '../support/use-gateway.ts';

const gateway = useGateway();

/** The audits of the GraphQL over HTTP specification, by its reference implementation. */
describe('GraphQL over HTTP', () => {
  const audits = serverAudits({ url: () => gateway().url, fetchFn: fetch });

  test('is audited', () => {
    expect(audits).toHaveLength(61);
  });

  for (const audit of audits) {
    test(`${audit.id} ${audit.name}`, async () => {
      const result = await audit.fn();
      expect(result.status === 'ok' ? 'ok' : `${result.status}: ${result.reason}`).toBe('ok');
    });
  }
});
