import { anonymous } from '@causeway/subgraph-kit/service';
import { expect, test, vi } from 'vitest';
import { noMetrics } from '../telemetry/metrics.ts';
import { authorizePrincipals } from './authorize-principals.ts';

const settings = { requireAuthentication: false, onDenied: 'null', policies: {} } as const;

test('what was denied is counted, and logged by the names of the schema, in bounds', () => {
  const metrics = { ...noMetrics, accessDenied: vi.fn() };
  const info = vi.fn();
  const { whenDenied } = authorizePrincipals(settings, metrics);
  const coordinates = Array.from({ length: 30 }, (_, n) => `User.field${n}`);
  whenDenied?.({ principal: anonymous, logger: { info } }, { mode: 'null', coordinates });
  expect(metrics.accessDenied.mock.calls).toEqual([['null']]);
  expect(info.mock.calls).toEqual([
    [{ denied: coordinates.slice(0, 20), mode: 'null' }, 'access denied'],
  ]);
});

test('rights are those of the principal that the edge found', () => {
  const { rightsOf } = authorizePrincipals(settings, noMetrics);
  const user = { kind: 'user', userId: 'u', sessionId: 's', roles: [], scopes: new Set(['a']) };
  expect(rightsOf({ principal: user }).hasScope('a')).toBe(true);
  expect(rightsOf({ principal: anonymous }).isAuthenticated).toBe(false);
});
