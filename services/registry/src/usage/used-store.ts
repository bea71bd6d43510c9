import { type OperationType, Prisma, type PrismaClient } from '@causeway/registry-db';

export type UsedStore = ReturnType<typeof createUsedStore>;

/** An operation and how often it was asked for since some moment. */
export interface UsedOperation {
  readonly id: string;
  readonly name: string | null;
  readonly type: OperationType;
  readonly document: string;
  readonly firstSeen: Date;
  readonly count: number;
  readonly errorCount: number;
  readonly lastSeen: Date;
}

export interface ClientUse {
  readonly operationId: string;
  readonly name: string | null;
  readonly version: string | null;
  readonly count: number;
  readonly lastSeen: Date;
}

/** What a check has to know of an operation. */
export interface OperationUse {
  readonly id: string;
  readonly coordinates: readonly string[];
  readonly count: number;
}

export interface FieldUse {
  readonly coordinate: string;
  readonly count: number;
  readonly operationCount: number;
  readonly lastSeen: Date;
  readonly clients: readonly string[];
}

/** Reads what was counted of a variant since a moment; hours count as a whole. */
export interface Since {
  readonly ref: string;
  readonly since: Date;
}

export function createUsedStore(client: PrismaClient) {
  return {
    /** Those asked for most first; with names, only what has one of them among its coordinates. */
    async listOperations(
      { ref, since }: Since,
      options: { names: readonly string[] | null; limit: number },
    ): Promise<readonly UsedOperation[]> {
      const { names, limit } = options;
      const uses =
        names === null
          ? Prisma.empty
          : Prisma.sql`AND operation.coordinates && ${[...names]}::text[]`;
      return readOperations(client, { ref, since }, uses, limit);
    },

    async listOperationsById({ ref, since }: Since, ids: readonly string[]) {
      const chosen = Prisma.sql`AND operation.id = ANY(${[...ids]}::bpchar[])`;
      return readOperations(client, { ref, since }, chosen, ids.length);
    },

    /** Each client's part of the operations, those who ask most first. */
    async listClients(
      { ref, since }: Since,
      ids: readonly string[],
    ): Promise<readonly ClientUse[]> {
      return client.$queryRaw<ClientUse[]>`
        SELECT operation_id AS "operationId", NULLIF(client_name, '') AS name,
          NULLIF(client_version, '') AS version, sum(count)::float8 AS count,
          max(last_seen) AS "lastSeen"
        FROM operation_usage
        WHERE ref = ${ref} AND operation_id = ANY(${[...ids]}::bpchar[]) AND hour >= ${since}
        GROUP BY operation_id, client_name, client_version
        ORDER BY sum(count) DESC, client_name, client_version`;
    },

    /** Everything that was asked for, by other clients than these. */
    async listUses(
      { ref, since }: Since,
      ignoredClients: readonly string[],
    ): Promise<readonly OperationUse[]> {
      return client.$queryRaw<OperationUse[]>`
        SELECT operation.id, operation.coordinates, used.count
        FROM (
          SELECT operation_id, sum(count)::float8 AS count
          FROM operation_usage
          WHERE ref = ${ref} AND hour >= ${since}
            AND client_name <> ALL(${[...ignoredClients]}::text[])
          GROUP BY operation_id
        ) used JOIN recorded_operation operation
          ON operation.ref = ${ref} AND operation.id = used.operation_id
        ORDER BY used.count DESC, operation.id`;
    },

    /** How often each field was asked for, by one of its names; those that never were are not among them. */
    async listFields(
      { ref, since }: Since,
      fields: readonly { readonly coordinate: string; readonly names: readonly string[] }[],
    ): Promise<readonly FieldUse[]> {
      const named = fields.flatMap(({ coordinate, names }) =>
        names.map((name) => ({ coordinate, name })),
      );
      return client.$queryRaw<FieldUse[]>`
        WITH field AS (
          SELECT * FROM unnest(
            ${named.map(({ name }) => name)}::text[],
            ${named.map(({ coordinate }) => coordinate)}::text[]
          ) AS field (name, coordinate)
        ), used AS (
          SELECT operation_id, client_name, sum(count) AS count, max(last_seen) AS last_seen
          FROM operation_usage WHERE ref = ${ref} AND hour >= ${since}
          GROUP BY operation_id, client_name
        ), asked AS (
          -- An operation may have a field by several of its names.
          SELECT DISTINCT field.coordinate, operation.id
          FROM recorded_operation operation, unnest(operation.coordinates) AS name
            JOIN field USING (name)
          WHERE operation.ref = ${ref}
        )
        SELECT coordinate, sum(used.count)::float8 AS count,
          count(DISTINCT used.operation_id)::int AS "operationCount",
          max(used.last_seen) AS "lastSeen",
          array_agg(DISTINCT used.client_name) FILTER (WHERE used.client_name <> '') AS clients
        FROM used JOIN asked ON asked.id = used.operation_id
        GROUP BY coordinate`;
    },
  };
}

/** The operations are chosen first, and only their counts are read. */
function readOperations(
  client: PrismaClient,
  { ref, since }: Since,
  condition: Prisma.Sql,
  limit: number,
): Promise<UsedOperation[]> {
  return client.$queryRaw<UsedOperation[]>`
    SELECT operation.id, operation.name, operation.type::text, operation.document,
      operation.first_seen AS "firstSeen", used.count, used.errors AS "errorCount",
      used.last_seen AS "lastSeen"
    FROM recorded_operation operation CROSS JOIN LATERAL (
      SELECT sum(count)::float8 AS count, sum(error_count)::float8 AS errors,
        max(last_seen) AS last_seen
      FROM operation_usage
      WHERE ref = operation.ref AND operation_id = operation.id AND hour >= ${since}
    ) used
    WHERE operation.ref = ${ref} AND used.count IS NOT NULL ${condition}
    ORDER BY used.count DESC, operation.id
    LIMIT ${limit}`;
}
