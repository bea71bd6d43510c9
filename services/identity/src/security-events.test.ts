import { createLogger } from '@causeway/subgraph-kit';
import { expect, test } from 'vitest';
import { logSecurityEvent, type SecurityEvent } from './security-events.ts';

function lineOf(event: SecurityEvent): Record<string, unknown> {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  logSecurityEvent(createLogger({ name: 'identity', level: 'info', destination }), event);
  return JSON.parse(lines.join(''));
}

test.each([
  [{ event: 'sign_in_succeeded', userId: 'u', sessionId: 's' }, 'info'],
  [{ event: 'sign_in_failed', reason: 'unknown_email' }, 'warn'],
  [{ event: 'refresh_token_reused', userId: 'u', sessionId: 's' }, 'warn'],
  [{ event: 'role_assigned', userId: 'u', actorId: 'a', role: 'admin' }, 'info'],
] as const)('%j is logged at level %s', (event, level) => {
  expect(lineOf(event)).toMatchObject({
    level,
    security: event,
    msg: event.event.replaceAll('_', ' '),
  });
});
