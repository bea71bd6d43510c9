import { describe, expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { useGateway } from '../support/use-gateway.ts';
import { useTokenIssuer } from '../support/use-token-issuer.ts';

const issuer = await useTokenIssuer();

const environment = () => issuer.environment;
const QUERY = '{ person(id: "1") { name email salary file } }';
const denied = (...path: string[]) => ({
  path,
  message: 'The caller is not allowed to ask for this.',
  extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' },
});

describe('access rules at the edge', () => {
  const gateway = useGateway({
    environment: () => ({ ...environment(), METRICS_PORT: '0' }),
    config: () => 'authorization: { policies: { staff: { roles: [staff], scopes: [files] } } }',
  });
  const send = (query: string, token?: string) => sendOperation(gateway().url, { query, token });

  test('deny an anonymous caller what is for others, with 200 and the rest of the answer', async () => {
    const { status, body } = await send(QUERY);
    expect(status).toBe(200);
    expect(body).toEqual({
      data: { person: { name: 'Ada', email: null, salary: null, file: null } },
      errors: [denied('person', 'email'), denied('person', 'salary'), denied('person', 'file')],
    });
  });

  test('take scopes and roles from the token', async () => {
    const token = await issuer.sign({ roles: ['staff'], scope: 'files people:pay' });
    const { body } = await send(QUERY, token);
    expect(body).toEqual({
      data: { person: { name: 'Ada', email: 'ada@people.test', salary: 100, file: 'Good.' } },
    });
  });

  test('do not take a role for a policy that needs a scope too', async () => {
    const { body } = await send(QUERY, await issuer.sign({ roles: ['staff'], scope: '' }));
    expect(body.errors?.map(({ path }) => path)).toEqual([
      ['person', 'salary'],
      ['person', 'file'],
    ]);
  });

  test('hold for each caller, whoever asked for the same before', async () => {
    const may = await issuer.sign({ scope: 'people:pay' });
    const query = '{ people { salary } }';
    for (const [token, salary] of [
      [may, 100],
      [undefined, null],
      [may, 100],
      [await issuer.sign({ scope: 'people' }), null],
    ] as const) {
      const { body } = await send(query, token);
      expect(body.data).toEqual({ people: [{ salary }, { salary }] });
    }
  });

  test('hold for an operation that is under way for somebody else', async () => {
    const held = gateway().people.holdNext();
    const query = '{ people { name salary } }';
    const first = send(query, await issuer.sign({ scope: 'people:pay' }));
    await held.arrived;
    const second = await send(query);
    held.answer();
    expect(second.body.data).toEqual({
      people: [
        { name: 'Ada', salary: null },
        { name: 'Grace', salary: null },
      ],
    });
    expect((await first).body.data.people[0].salary).toBe(100);
  });

  test('hold for operations that differ in literals only', async () => {
    const may = await issuer.sign({ scope: 'people:pay' });
    const ask = (id: string, token?: string) =>
      send(`{ person(id: "${id}") { name salary } }`, token);
    for (const id of ['2', '1', '2']) {
      expect((await ask(id, may)).body.data.person.salary).toBe(100);
      expect((await ask(id)).body.data.person.salary).toBeNull();
    }
    expect(gateway().people.received.at(-1)?.query).not.toContain('salary');
  });

  test('are counted where something was denied', async () => {
    await send('{ people { name } }');
    const response = await fetch(String(gateway().running.metricsUrl));
    expect(await response.text()).toMatch(
      /causeway_access_denied_total\{[^}]*mode="null"[^}]*\} \d+/,
    );
  });
});

describe('with operations rejected', () => {
  const gateway = useGateway({ environment, config: () => 'authorization: { onDenied: reject }' });

  test('one that asks for something denied is answered 403, and nobody is asked', async () => {
    const { status, body } = await sendOperation(gateway().url, { query: QUERY });
    expect(status).toBe(403);
    expect(body).toEqual({
      errors: [
        {
          message: 'The operation asks for something that the caller is not allowed to ask for.',
          extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' },
        },
      ],
    });
    expect(gateway().people.received).toHaveLength(0);
  });

  test('one that a condition leaves it out of is answered', async () => {
    const { body } = await sendOperation(gateway().url, {
      query: 'query ($no: Boolean!) { person(id: "1") { name email @include(if: $no) } }',
      variables: { no: false },
    });
    expect(body).toEqual({ data: { person: { name: 'Ada' } } });
  });

  test('one of a caller who may have all of it is answered', async () => {
    const { body } = await sendOperation(gateway().url, {
      query: '{ person(id: "1") { email } }',
      token: await issuer.sign(),
    });
    expect(body).toEqual({ data: { person: { email: 'ada@people.test' } } });
  });
});

describe('where everyone must sign in', () => {
  const gateway = useGateway({
    environment,
    config: () => 'authorization: { requireAuthentication: true }',
  });

  test('an anonymous request is answered 401 with a challenge that names no error', async () => {
    const { status, headers, body } = await sendOperation(gateway().url, {
      query: '{ __typename }',
    });
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect(body.errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });

  test('a signed-in user is answered', async () => {
    const { body } = await sendOperation(gateway().url, {
      query: '{ person(id: "1") { name } }',
      token: await issuer.sign(),
    });
    expect(body).toEqual({ data: { person: { name: 'Ada' } } });
  });
});
