import { createPostgresAdapter } from '@causeway/subgraph-kit';

/** Some tests fill a table first, on a machine that does other things. */
const STATEMENT_DEADLINE_MS = 100_000;

type AdapterFactory = ReturnType<typeof createPostgresAdapter>;
type Adapter = Awaited<ReturnType<AdapterFactory['connect']>>;
type Transaction = Awaited<ReturnType<Adapter['startTransaction']>>;
type Statement = Parameters<Adapter['queryRaw']>[0];

/** How PostgreSQL means to run one statement. */
export interface StatementPlan {
  /** Also those that decide what an `ON CONFLICT` conflicts with. */
  readonly indexes: readonly string[];
  readonly readWhole: readonly string[];
  readonly isSorted: boolean;
}

/**
 * An adapter for a Prisma client that asks for the plan of each statement, with the values it is sent
 * with, before running it. What a transaction wrote is undone at its end, so that tests of writes can
 * share a database.
 */
export function explainStatements(
  { databaseUrl, schema }: { databaseUrl: string; schema: string },
  onPlan: (plan: StatementPlan) => void,
): AdapterFactory {
  const factory = createPostgresAdapter({
    databaseUrl,
    schema,
    poolSize: 1,
    applicationName: 'causeway-explain',
    statementDeadlineMs: STATEMENT_DEADLINE_MS,
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
  onPlan: (plan: StatementPlan) => void,
): Pick<Adapter, 'queryRaw' | 'executeRaw'> {
  const explain = async (statement: Statement) => {
    if (!/^\s*(SELECT|UPDATE|INSERT|DELETE|WITH)\b/.test(statement.sql)) return;
    const sql = `EXPLAIN (FORMAT JSON) ${statement.sql}`;
    const { rows } = await connection.queryRaw({ ...statement, sql });
    onPlan(readPlan(rows[0]?.[0]));
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
  readonly 'Conflict Arbiter Indexes'?: readonly string[];
  readonly Plans?: readonly PlanNode[];
}

function readPlan(explanation: unknown): StatementPlan {
  const [{ Plan: root }] = JSON.parse(String(explanation)) as [{ Plan: PlanNode }];
  const nodes = [...walk(root)];
  return {
    indexes: nodes.flatMap((node) => [
      ...(node['Index Name'] === undefined ? [] : [node['Index Name']]),
      ...(node['Conflict Arbiter Indexes'] ?? []),
    ]),
    readWhole: nodes
      .filter((node) => node['Node Type'] === 'Seq Scan')
      .flatMap((node) => node['Relation Name'] ?? []),
    isSorted: nodes.some((node) => node['Node Type'].endsWith('Sort')),
  };
}

function* walk(node: PlanNode): Iterable<PlanNode> {
  yield node;
  for (const child of node.Plans ?? []) yield* walk(child);
}
