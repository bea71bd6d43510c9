import { post } from '../http/graphql-request.ts';
import { answered, type Group } from './group.ts';

const FORGED: readonly (readonly [string, string])[] = [
  ['causeway-assertion', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.'],
  ['causeway-user-id', 'admin'],
  ['Causeway-Assertion', 'x'],
  ['CAUSEWAY-ANYTHING', 'x'.repeat(2_000)],
  ['x-user-id', 'admin'],
  ['x-forwarded-user', 'admin'],
  ['x-auth-request-user', 'admin'],
  ['x-original-url', '/admin'],
  ['x-forwarded-host', 'evil.example'],
  ['x-forwarded-for', '127.0.0.1'],
  ['forwarded', 'for=127.0.0.1;host=evil.example'],
  ['apollo-federation-include-trace', 'ftv1'],
];

/** What a client claims to be. The answer is that of a client who claims nothing. */
export const identity: Group = {
  name: 'identity',
  summary: 'headers by which a client claims to be somebody, or something in front',
  cases: (target) =>
    FORGED.map(([name, value]) => ({
      name: `${name}: ${value.slice(0, 40)}`,
      request: () => post(target, { query: target.innocent.query }, { [name]: value }),
      expect: answered,
    })),
};
