import { createPostgresAdapter } from '@causeway/subgraph-kit';

type AdapterFactory = ReturnType<typeof createPostgresAdapter>;
type Adapter = Awaited<ReturnType<AdapterFactory['connect']>>;
type Transaction = Awaited<ReturnType<Adapter['startTransaction']>>;
type Statement = Parameters<Adapter['queryRaw']>[0];

/** How PostgreSQL means to run one statement. */
export interface Plan {
  readonly sql: string;
  readonly indexes: ReadonlySet<string>;
  readonly sequentiallyScanned: ReadonlySet<string>;
}

/**
 * An adapter for a Prisma client that asks for the plan of each statement, with the values it is sent
 * with, before running it. What a transaction wrote is undone at its end, so that tests of writes can
 * share a database.
 */
export function explainStatements(
  databaseUrl: string,
  onPlan: (plan: Plan) => void,
): AdapterFactory {
  const factory = createPostgresAdapter({
    databaseUrl,
    schema: 'catalog',
    poolSize: 1,
    applicationName: 'causeway-explain',
  });
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    async connect() {
      const adapter = await factory.connect();
      return {
        ...adapter,
        ...explained(adapter, onPlan),
        async startTransaction(isolationLevel) {
          const transaction = await adapter.startTransaction(isolationLevel);
          return { ...transaction, ...explained(transaction, onPlan) };
        },
      };
    },
  };
}

function explained(
  connection: Adapter | Transaction,
  onPlan: (plan: Plan) => void,
): Pick<Adapter, 'queryRaw' | 'executeRaw'> {
  const explain = async (statement: Statement) => {
    if (!/^\s*(SELECT|WITH|UPDATE|INSERT|DELETE)\b/.test(statement.sql)) return;
    const sql = `EXPLAIN (FORMAT JSON) ${statement.sql}`;
    const { rows } = await connection.queryRaw({ ...statement, sql });
    onPlan(readPlan(statement.sql, rows[0]?.[0]));
  };
  return {
    async queryRaw(statement) {
      await explain(statement);
      return connection.queryRaw(statement);
    },
    async executeRaw(statement) {
      await explain(statement);
      const sql = statement.sql === 'COMMIT' ? 'ROLLBACK' : statement.sql;
      return connection.executeRaw({ ...statement, sql });
    },
  };
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

function readPlan(sql: string, explanation: unknown): Plan {
  const [{ Plan: root }] = JSON.parse(String(explanation)) as [{ Plan: PlanNode }];
  const nodes = [...walk(root)];
  return {
    sql,
    indexes: new Set(nodes.flatMap((node) => node['Index Name'] ?? [])),
    sequentiallyScanned: new Set(
      nodes
        .filter((node) => node['Node Type'] === 'Seq Scan')
        .flatMap((node) => node['Relation Name'] ?? []),
    ),
  };
}

function* walk(node: PlanNode): Iterable<PlanNode> {
  yield node;
  for (const child of node.Plans ?? []) yield* walk(child);
}
