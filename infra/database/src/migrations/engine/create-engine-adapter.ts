import {
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
} from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { columnTypeOf, parseForEngine } from './engine-columns.ts';

export interface EngineConnections {
  readonly live: pg.Client;
  /** An empty database in which migrations may be replayed; needed for comparing only. */
  readonly shadow?: pg.Client;
  /** The schema that unqualified names mean; the search_path of both connections begins with it. */
  readonly schema: string;
}

const adapterIdentity = { provider: 'postgres', adapterName: '@prisma/adapter-pg' } as const;

/**
 * Lets the schema engine speak through open connections.
 *
 * Not `@prisma/adapter-pg`, which is made for queries: its `executeScript` cuts a migration at every
 * semicolon, also inside a function body or a string, and runs the parts without a transaction; its pool
 * does not tell which connection holds the advisory lock; it refuses the catalogues' type `"char"`; and
 * it drops the shadow database while it is connected to it.
 */
export function createEngineAdapter(
  connections: EngineConnections,
): SqlMigrationAwareDriverAdapterFactory {
  const { live, shadow, schema } = connections;
  return {
    ...adapterIdentity,
    connect: async () => adaptConnection(live, schema),
    async connectToShadowDb() {
      if (shadow !== undefined) return adaptConnection(shadow, schema);
      throw new TypeError('The schema engine was given no shadow database.');
    },
  };
}

function adaptConnection(client: pg.Client, schema: string): SqlDriverAdapter {
  return {
    ...adapterIdentity,
    getConnectionInfo: () => ({ schemaName: schema, supportsRelationJoins: true }),
    async queryRaw(query) {
      const { fields, rows } = await run(client, query);
      const columnNames = fields.map((field) => field.name);
      return { columnNames, columnTypes: fields.map(columnTypeOf), rows };
    },
    async executeRaw(query) {
      return (await run(client, query)).rowCount ?? 0;
    },
    // A text of several statements is one transaction in PostgreSQL's simple protocol, which is how
    // Prisma's native engine applies a migration, too.
    async executeScript(script) {
      await client.query(script).catch((cause) => rethrowForEngine(withLine(cause, script)));
    },
    async startTransaction() {
      throw new TypeError('The schema engine was not seen to open transactions.');
    },
    // Whoever opened the connection closes it.
    async dispose() {},
  };
}

function run(client: pg.Client, { sql, args }: SqlQuery): Promise<pg.QueryArrayResult<unknown[]>> {
  return client
    .query({ text: sql, values: args, rowMode: 'array', types: parseForEngine })
    .catch(rethrowForEngine);
}

/** PostgreSQL counts characters; whoever reads the message has a file with lines. */
function withLine(cause: unknown, script: string): unknown {
  if (cause instanceof pg.DatabaseError && cause.position !== undefined) {
    const line = script.slice(0, Number(cause.position) - 1).split('\n').length;
    cause.message += ` (line ${line})`;
  }
  return cause;
}

/** The engine wants PostgreSQL's errors in its own words; what is none of those passes as it is. */
function rethrowForEngine(cause: unknown): never {
  if (!(cause instanceof pg.DatabaseError)) throw cause;
  const { code = 'N/A', severity = 'ERROR', message, detail, column, hint } = cause;
  throw new DriverAdapterError({
    kind: 'postgres',
    originalCode: code,
    originalMessage: message,
    code,
    severity,
    message,
    detail,
    column,
    hint,
  });
}
