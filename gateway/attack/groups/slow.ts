import { headOf } from '../http/graphql-request.ts';
import type { RawRequest } from '../http/raw-request.ts';
import type { Target } from '../target/target.ts';
import { cutOff, type Group, type HostileCase, tolerated } from './group.ts';

const CONNECTIONS = 50;
/** Servers are expected to hang up on who takes longer for a request. */
const PATIENT_MS = 35_000;
const PAUSE_MS = 250;

/** Clients that take their time: many of them, for as long as the target is told to be held. */
export const slow: Group = {
  name: 'slow',
  summary: `${CONNECTIONS} connections each, that send little or nothing`,
  cases: (target) => [
    slowly(target, 'idle connections', () => []),
    slowly(target, 'half a start line', () => ['POST /gra']),
    slowly(target, 'a header line now and then', (count) => [
      headOf(target, { method: 'POST' }),
      ...Array.from({ length: count }, (_, index) => `\r\nx-${index}: 1`),
    ]),
    slowly(target, 'a body byte by byte', (count) => [
      `${headOf(target, { method: 'POST', headers: { ...JSON_TYPE, 'content-length': '1000' } })}\r\n\r\n`,
      ...Array.from({ length: count }, () => ' '),
    ]),
    slowly(target, 'a chunk byte by byte', (count) => [
      `${headOf(target, { method: 'POST', headers: { ...JSON_TYPE, 'transfer-encoding': 'chunked' } })}\r\n\r\n`,
      ...Array.from({ length: count }, () => '1\r\n \r\n'),
    ]),
  ],
};

const JSON_TYPE = { 'content-type': 'application/json' };

/** Only who is held for long enough sees the server hang up; by default it is enough that others are served. */
function slowly(
  { holdMs }: Target,
  name: string,
  piecesOf: (count: number) => readonly string[],
): HostileCase {
  const one: RawRequest = {
    pieces: piecesOf(Math.ceil(holdMs / PAUSE_MS)),
    ...{ pauseMs: PAUSE_MS, holdMs },
  };
  return {
    name,
    request: () => Array.from({ length: CONNECTIONS }, () => one),
    expect: holdMs >= PATIENT_MS && name !== 'idle connections' ? cutOff : tolerated,
  };
}
