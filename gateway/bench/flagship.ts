import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type LatencyFigures, measureLatency } from './measure-latency.ts';

/**
 * Measures the flagship query against a running system (`npm start`, or `npm run bench:flagship`,
 * which starts one): its plan, what it costs, and its latency at 50 connections.
 */

const operation = readFileSync(
  new URL('../sandbox-app/examples/flagship.graphql', import.meta.url),
  'utf8',
);
const SIGN_IN = `mutation ($input: SignInInput!) {
  signIn(input: $input) { __typename ... on SignInSuccess { session { accessToken } } }
}`;

interface FetchTiming {
  subgraph: string;
  durationMs: number;
  sqlStatements?: number;
  sqlDurationMs?: number;
}

interface DeveloperView {
  planText: string;
  planningMs: number;
  fetches: readonly FetchTiming[];
}

await main();

async function main(): Promise<void> {
  const { url, connections, durationSeconds } = readArguments();
  const token = await signIn(url);
  const headers = { authorization: `Bearer ${token}` };
  const body = JSON.stringify({ query: operation, variables: { search: 'wool blanket' } });

  const traced = await post(url, { body, headers: { ...headers, 'causeway-debug': 'plan' } });
  printCost(
    (JSON.parse(traced) as { extensions: { causeway: DeveloperView } }).extensions.causeway,
  );

  const expectedBody = await post(url, { body, headers });
  const load = { url, headers, body, expectedBody };
  print('\nwarming up for 3 s');
  await measureLatency({ ...load, connections, durationSeconds: 3 });
  print(`measuring ${durationSeconds} s at ${connections} connections`);
  printLatency(await measureLatency({ ...load, connections, durationSeconds }), expectedBody);
}

function readArguments() {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: 'http://127.0.0.1:4000/graphql' },
      connections: { type: 'string', default: '50' },
      duration: { type: 'string', default: '15' },
    },
  });
  return {
    url: values.url,
    connections: Number(values.connections),
    durationSeconds: Number(values.duration),
  };
}

async function signIn(url: string): Promise<string> {
  const input = { email: 'customer@example.com', password: 'causeway-sample-1' };
  const answer = await post(url, {
    body: JSON.stringify({ query: SIGN_IN, variables: { input } }),
    headers: {},
  });
  const token = JSON.parse(answer).data?.signIn?.session?.accessToken;
  if (typeof token !== 'string') throw new Error(`The sample account cannot sign in: ${answer}`);
  return token;
}

async function post(
  url: string,
  { body, headers }: { body: string; headers: Record<string, string> },
): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    signal: AbortSignal.timeout(20_000),
  });
  const text = await response.text();
  if (response.status !== 200 || text.includes('"errors"')) {
    throw new Error(`${url} answered ${response.status}: ${text.slice(0, 2_000)}`);
  }
  return text;
}

function printCost({ planText, planningMs, fetches }: DeveloperView): void {
  print(planText);
  print(`\nplanned in ${planningMs.toFixed(1)} ms; subgraph requests, in order of completion:`);
  for (const { subgraph, durationMs, sqlStatements = 0, sqlDurationMs = 0 } of fetches) {
    print(
      `  ${subgraph.padEnd(10)} ${durationMs.toFixed(1).padStart(6)} ms` +
        `  ${sqlStatements} SQL statements in ${sqlDurationMs.toFixed(1)} ms`,
    );
  }
  const statements = fetches.reduce((sum, fetch) => sum + (fetch.sqlStatements ?? 0), 0);
  print(`total: ${fetches.length} subgraph requests, ${statements} SQL statements`);
}

function printLatency(figures: LatencyFigures, expectedBody: string): void {
  print(
    `${figures.requestsPerSecond.toFixed(0)} requests/s, p50 ${figures.p50Ms} ms, ` +
      `p99 ${figures.p99Ms} ms, ${figures.requests} requests, ${figures.failures} failures, ` +
      `${(expectedBody.length / 1_000).toFixed(1)} kB per answer`,
  );
  if (figures.failures > 0) process.exitCode = 1;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
