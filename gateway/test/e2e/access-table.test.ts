import { fileURLToPath } from 'node:url';
import { anonymous, type Principal } from '@causeway/subgraph-kit';
import { createSubgraphCaller } from '@causeway/test-kit';
import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { sendOperation, signInBy } from './graph-client.ts';
import { type RootOperation, readRootOperations } from './root-operations.ts';
import { useStack } from './use-stack.ts';

const CALLERS = [
  'anonymous',
  'customer',
  'support',
  'merchandiser',
  'warehouse',
  'admin',
  'program',
] as const;
const CREATE_PROGRAM = `mutation ($input: CreateServiceAccountInput!) {
  createServiceAccount(input: $input) {
    ... on CreateServiceAccountSuccess { clientSecret serviceAccount { id } }
  }
}`;
const DENIALS = new Set(['UNAUTHORIZED_FIELD_OR_TYPE', 'UNAUTHENTICATED', 'FORBIDDEN']);
/** What may end the caller's session: the next operation is asked in a new one. */
const ENDS_SESSIONS = /session|sign|password|account|factor|email/i;
const table = fileURLToPath(new URL('../../../docs/access-table.md', import.meta.url));

type Caller = (typeof CALLERS)[number];

describe('who may do what', () => {
  const stack = useStack();
  const tokens = new Map<Caller, string>();

  test('is as docs/access-table.md says, and the same at the services as at the gateway before them', async () => {
    const rows: Row[] = [];
    for (const operation of await readRootOperations()) {
      const allowed: boolean[] = [];
      for (const caller of CALLERS) {
        const atGateway = await isAllowedAtGateway(operation, caller);
        const asked = `${operation.name} by ${caller}`;
        expect({ asked, allowed: await isAllowedAtService(operation, caller) }).toEqual({
          ...{ asked, allowed: atGateway },
        });
        allowed.push(atGateway);
      }
      rows.push({ operation, allowed });
    }
    await expect(writeTable(rows)).toMatchFileSnapshot(table);
  }, 300_000);

  async function isAllowedAtGateway(operation: RootOperation, caller: Caller): Promise<boolean> {
    const token = await tokenFor(operation, caller);
    const { body } = await sendOperation(stack().url, { query: operation.document, token });
    return !isDenied(body.errors);
  }

  /** Asks as a gateway would that had forgotten all rules. */
  async function isAllowedAtService(operation: RootOperation, caller: Caller): Promise<boolean> {
    const { service, document } = operation;
    const token = await tokenFor(operation, caller);
    const principal = token === undefined ? anonymous : principalOf(token);
    const { body } = await callerOf(service).send(document, {}, principal);
    return !isDenied(body.errors);
  }

  async function tokenFor({ name }: RootOperation, caller: Caller): Promise<string | undefined> {
    if (caller === 'anonymous') return undefined;
    const token = tokens.get(caller) ?? (await signIn(caller));
    // A program has no session that could end.
    if (caller !== 'program' && ENDS_SESSIONS.test(name)) tokens.delete(caller);
    else tokens.set(caller, token);
    return token;
  }

  /** Past the gateway, which lets nobody sign in so often. */
  function signIn(caller: Caller): Promise<string> {
    if (caller === 'program') return signInProgram();
    return signInBy(callerOf('identity').send, `${caller}@example.com`);
  }

  /** A service account with every scope that an administrator has. */
  async function signInProgram(): Promise<string> {
    const admin = principalOf(await signIn('admin'));
    const scopes = admin.kind === 'anonymous' ? [] : [...admin.scopes];
    const input = { name: 'Robot', scopes };
    const { body } = await callerOf('identity').send(CREATE_PROGRAM, { input }, admin);
    const { clientSecret, serviceAccount } = body.data?.createServiceAccount ?? {};
    const response = await fetch(new URL('/oauth/token', stack().subgraphUrls.identity), {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${serviceAccount.id}:${clientSecret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
      signal: AbortSignal.timeout(50_000),
    });
    const { access_token } = (await response.json()) as { access_token: string };
    return access_token;
  }

  function callerOf(service: RootOperation['service']) {
    const { keys, subgraphUrls } = stack();
    return createSubgraphCaller(subgraphUrls[service], { identity: keys, audience: service });
  }
});

function isDenied(errors: readonly { extensions?: { code?: unknown } }[] = []): boolean {
  return errors.some(({ extensions }) => DENIALS.has(String(extensions?.code)));
}

interface Claims {
  readonly client_id?: string;
  readonly sid: string;
  readonly roles: string[];
  readonly scope: string;
}

/** Reads a token as the gateway does once it has verified it. */
function principalOf(token: string): Principal {
  const { sub = '', client_id, sid, roles, scope } = decodeJwt<Claims>(token);
  const scopes = new Set(scope.split(' ').filter((name) => name !== ''));
  // RFC 9068 §2.2: no person is behind a token whose subject is the client.
  if (sub === client_id) return { kind: 'service', clientId: sub, scopes };
  return { kind: 'user', userId: sub, sessionId: sid, roles, scopes };
}

interface Row {
  readonly operation: RootOperation;
  /** In the order of the callers. */
  readonly allowed: readonly boolean[];
}

function writeTable(rows: readonly Row[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const lines = rows.map(({ operation: { kind, name, service }, allowed }) =>
    line([`${kind} \`${name}\``, service, ...allowed.map((may) => (may ? 'yes' : '–'))]),
  );
  return [
    '# Who may do what',
    '',
    'Which operation each role may ask for, found out by asking: [a test](../gateway/test/e2e/access-table.test.ts) sends each of them as each caller, through the gateway and straight to the service behind it, and fails when the two disagree or this page is not what it found. What somebody may ask for and still not get, such as an order of somebody else, is for the services to say: [security](security.md). The roles are those that are built in; [others can be made](roles.md). `program` is a [service account](authentication.md) with every scope that an admin has: what it may not do is for people only.',
    '',
    line(['operation', 'service', ...CALLERS]),
    line(['---', '---', ...CALLERS.map(() => '---')]),
    ...lines,
    '',
  ].join('\n');
}
