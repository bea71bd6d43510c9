import { once } from 'node:events';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createLogger, startSubgraph } from '../src/index.ts';
import { post, startExample } from './example-subgraph.ts';

const sleep = { query: '{ sleep }' };

/** Something the test lets happen, and can wait for. */
function createGate() {
  const entered = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  const pass = () => {
    entered.resolve();
    return opened.promise;
  };
  return { pass, entered: entered.promise, open: opened.resolve };
}

/** GETs over a connection that is kept alive. */
async function getKeptAlive(url: string, agent: Agent): Promise<IncomingMessage> {
  const request = httpRequest(url, { agent }).end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  response.resume();
  await once(response, 'end');
  return response;
}

function createAgent(): Agent {
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  return agent;
}

describe('health', () => {
  it('needs no assertion, and is not worth a line in the log', async () => {
    const { origin, log } = await startExample();
    expect((await fetch(`${origin}/health/live`)).status).toBe(200);
    expect((await fetch(`${origin}/health/ready`)).status).toBe(200);
    expect(await log.line('request')).toMatchObject({ level: 'debug' });
  });

  it.each([
    ['says so', async () => false],
    [
      'fails',
      async () => {
        throw new Error('connection refused');
      },
    ],
    ['does not answer within two seconds', () => new Promise<boolean>(() => {})],
  ])('is live but not ready when what it depends on %s', async (_what, isReady) => {
    const { origin } = await startExample({ isReady });
    const ready = await fetch(`${origin}/health/ready`, { signal: AbortSignal.timeout(30_000) });
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({ status: 'not ready' });
    expect((await fetch(`${origin}/health/live`)).status).toBe(200);
  });
});

describe('closing', () => {
  it('lets a request in flight finish, tells its connection to close, then refuses new ones', async () => {
    const gate = createGate();
    const { url, sign, close } = await startExample({ sleep: gate.pass });
    const inFlight = post(url, sleep, { assertion: sign() });
    await gate.entered;
    const closed = close();
    gate.open();
    const answer = await inFlight;
    expect(answer).toMatchObject({ status: 200, body: { data: { sleep: true } } });
    expect(answer.headers.get('connection')).toBe('close');
    await closed;
    await expect(fetch(url)).rejects.toThrow();
  });

  it('serves what comes on open connections meanwhile, and closes them after', async () => {
    const gate = createGate();
    const { origin, url, sign, close } = await startExample({ sleep: gate.pass });
    const agent = createAgent();
    await getKeptAlive(`${origin}/health/live`, agent);
    const inFlight = post(url, sleep, { assertion: await sign() });
    await gate.entered;
    const closed = close();
    const late = await getKeptAlive(`${origin}/health/ready`, agent);
    expect([late.statusCode, late.headers.connection]).toEqual([503, 'close']);
    gate.open();
    expect((await inFlight).status).toBe(200);
    await closed;
  });

  it('does not wait for connections on which nothing ever came', async () => {
    const { origin, close, log } = await startExample();
    const socket = connect(Number(new URL(origin).port), '127.0.0.1');
    await once(socket, 'connect');
    const ended = once(socket.resume(), 'close');
    await close();
    await ended;
    expect(log.lines.map(({ msg }) => msg)).not.toContain('requests cut off');
  });

  it('does not wait for connections that are idle', async () => {
    const { origin, close, log } = await startExample();
    await getKeptAlive(`${origin}/health/live`, createAgent());
    await close();
    expect(log.lines.map(({ msg }) => msg)).not.toContain('requests cut off');
  });

  it('cuts off what has not finished after four seconds', async () => {
    const gate = createGate();
    const { url, sign, close, log } = await startExample({ sleep: gate.pass });
    const inFlight = post(url, sleep, { assertion: sign() });
    const cutOff = expect(inFlight).rejects.toThrow();
    await gate.entered;
    await close();
    await cutOff;
    expect(await log.line('requests cut off')).toMatchObject({ level: 'warn' });
  });

  it('may be asked for twice', async () => {
    const { close } = await startExample();
    await Promise.all([close(), close()]);
    await close();
  });
});

describe('a caller that goes away', () => {
  it('aborts the signal of its request, which is logged as 499', async () => {
    const aborted = Promise.withResolvers<unknown>();
    const gate = createGate();
    const { url, sign, log } = await startExample({
      sleep: (signal) => {
        signal.addEventListener('abort', () => aborted.resolve(signal.reason));
        return gate.pass();
      },
    });
    const caller = new AbortController();
    const call = post(url, sleep, { assertion: sign(), signal: caller.signal });
    const left = expect(call).rejects.toThrow();
    await gate.entered;
    caller.abort();
    await left;
    expect(await aborted.promise).toMatchObject({ name: 'AbortError' });
    expect(await log.line('request')).toMatchObject({ status: 499 });
    gate.open();
  });

  it('is one that waits for its response: the signal of an answered request stays quiet', async () => {
    let signal: AbortSignal | undefined;
    const { url, sign, log } = await startExample({
      sleep: async (given) => {
        signal = given;
      },
    });
    await post(url, sleep, { assertion: sign() });
    await log.line('request');
    expect(signal?.aborted).toBe(false);
  });
});

describe('starting', () => {
  it('fails when the port is taken', async () => {
    const { origin } = await startExample();
    await expect(
      startSubgraph({
        name: 'catalog',
        typeDefs: 'type Query { a: Int }',
        resolvers: {},
        buildContext: (request) => request,
        assertions: { verify: () => Promise.reject(new Error('unused')) },
        host: '127.0.0.1',
        port: Number(new URL(origin).port),
        logger: createLogger({ name: 'catalog', level: 'silent' }),
        isReady: async () => true,
      }),
    ).rejects.toThrow(/EADDRINUSE/);
  });
});

describe('a deadline', () => {
  it.each(['0', '000'])(
    'that is over when the work would begin refuses it: %s ms',
    async (left) => {
      const { url, sign } = await startExample();
      const given = { assertion: await sign(), headers: { 'causeway-timeout-ms': left } };
      const { status, body } = await post(url, { query: '{ whoAmI }' }, given);
      expect(status).toBe(504);
      expect(body.errors?.[0]?.extensions).toEqual({ code: 'DEADLINE_EXCEEDED' });
    },
  );

  it.each(['60000', '-1', '1.5', '', 'soon', '99999999999'])(
    'that is far away, or is none, hinders nobody: %s',
    async (left) => {
      const { url, sign } = await startExample();
      const given = { assertion: await sign(), headers: { 'causeway-timeout-ms': left } };
      expect((await post(url, { query: '{ whoAmI }' }, given)).body.data).toEqual({
        whoAmI: 'nobody',
      });
    },
  );
});
