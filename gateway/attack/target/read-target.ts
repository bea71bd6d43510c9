import { readFileSync } from 'node:fs';
import { buildClientSchema, buildSchema, type GraphQLSchema, getIntrospectionQuery } from 'graphql';
import { exchange } from '../http/exchange.ts';
import { type Addressee, type Headers, post } from '../http/graphql-request.ts';
import type { Answer } from '../http/read-answers.ts';
import { shapeOf, shapeOfQuery } from './graph-shape.ts';
import type { Target } from './target.ts';

const DEADLINE_MS = 30_000;

export interface TargetOptions {
  readonly url: URL;
  readonly headers: Headers;
  /** What innocent clients ask. */
  readonly query: string;
  /** The schema in SDL, for servers that do not tell it; Federation's own definitions are not read. */
  readonly schemaFile?: string | undefined;
  readonly holdMs: number;
  readonly publicKeys: Target['publicKeys'];
}

/**
 * Gets to know a server: its normal answer, its schema if it tells it, and whether it looks at tokens.
 * Rejects when it does not answer the innocent query as it should.
 */
export async function readTarget(options: TargetOptions): Promise<Target> {
  const { url, headers, query, schemaFile, holdMs, publicKeys } = options;
  const to = { url, headers };
  const normal = await ask(to, query);
  if (normal.status !== 200 || JSON.parse(normal.body).errors !== undefined) {
    throw new Error(
      `${url} does not answer ${query}: ${normal.status} ${normal.body.slice(0, 500)}`,
    );
  }
  const told = await readSchema(to);
  const schema = schemaFile === undefined ? told : buildSchema(readFileSync(schemaFile, 'utf8'));
  const judged = await ask(to, query, { authorization: 'Bearer this.is.none' });
  return {
    ...{ url, headers, holdMs, publicKeys },
    innocent: { query, body: normal.body },
    shape: schema === null ? shapeOfQuery(query) : shapeOf(schema),
    showsSchema: told !== null,
    judgesTokens: judged.status === 401,
  };
}

async function readSchema(to: Addressee): Promise<GraphQLSchema | null> {
  const { status, body } = await ask(to, getIntrospectionQuery());
  const { data } = status === 200 ? JSON.parse(body) : { data: undefined };
  return data?.__schema ? buildClientSchema(data) : null;
}

async function ask(to: Addressee, query: string, headers: Headers = {}): Promise<Answer> {
  const { answers, ended } = await exchange(to.url, post(to, { query }, headers), DEADLINE_MS);
  const [answer] = answers;
  if (answer === undefined)
    throw new Error(`${to.url} gives no answer to ${query.slice(0, 60)} (${ended}).`);
  return answer;
}
