import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { type ColumnType, ColumnTypeEnum, type SqlQuery } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import type { Service } from '../service.ts';

type Adapter = Awaited<ReturnType<PrismaPg['connect']>>;

/**
 * The PostgreSQL driver as Prisma's schema engine needs it. Prisma's own adapter is made for queries;
 * what differs here is marked with its reason.
 */
export class SchemaEngineAdapter extends PrismaPg {
  readonly #url: string;
  readonly #service: Service;

  readonly #pool: pg.Pool;

  constructor(url: string, service: Service) {
    const pool = buildPool(url, service);
    super(pool, { schema: service });
    this.#pool = pool;
    this.#url = url;
    this.#service = service;
  }

  /** Closes the connections; the engine leaves them open. */
  async close(): Promise<void> {
    await this.#pool.end();
  }

  override async connect(): Promise<Adapter> {
    const adapter = await super.connect();
    runScriptsWhole(adapter);
    readCatalogueChars(adapter);
    return adapter;
  }

  /** Prisma's own drops the shadow database while it is connected to it, which PostgreSQL refuses. */
  override async connectToShadowDb(): Promise<Adapter> {
    const live = await this.connect();
    const database = `causeway_shadow_${randomUUID()}`;
    await live.executeScript(`CREATE DATABASE "${database}" TEMPLATE template0`);
    const factory = new SchemaEngineAdapter(withDatabase(this.#url, database), this.#service);
    const shadow = await factory.connect();
    shadow.dispose = async () => {
      await factory.close();
      await live.executeScript(`DROP DATABASE "${database}" WITH (FORCE)`);
    };
    return shadow;
  }
}

function buildPool(url: string, service: Service): pg.Pool {
  return new CataloguePool({
    connectionString: url,
    options: `-c search_path=${service}`,
    application_name: 'causeway-migrate',
    connectionTimeoutMillis: 10_000,
    max: 2,
  });
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(database)}`;
  return changed.href;
}

/** Prisma's own splits a script at every semicolon, also inside strings and function bodies. */
function runScriptsWhole(adapter: Adapter): void {
  adapter.executeScript = async (script) => {
    await adapter.underlyingDriver().query(script);
  };
}

const CATALOGUE_CHAR_OID = 18;
const CHAR_ARRAY_OID = 1002;

/**
 * PostgreSQL's catalogues have a one-byte type that the adapter refuses and without which the engine
 * cannot look at a schema. The pool hands it on under the number of the array type, which catalogue
 * queries never return, and here that becomes the type that the engine wants.
 */
function readCatalogueChars(adapter: Adapter): void {
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query: SqlQuery) => {
    const result = await queryRaw(query);
    return { ...result, columnTypes: result.columnTypes.map(arrayTypeToCharacter) };
  };
}

function arrayTypeToCharacter(type: ColumnType): ColumnType {
  return type === ColumnTypeEnum.CharacterArray ? ColumnTypeEnum.Character : type;
}

class CataloguePool extends pg.Pool {
  // biome-ignore lint/suspicious/noExplicitAny: pg declares eight overloads; the adapter calls one.
  override async query(config: any): Promise<any> {
    const result = await super.query(config);
    for (const field of result.fields ?? []) {
      if (field.dataTypeID === CATALOGUE_CHAR_OID) field.dataTypeID = CHAR_ARRAY_OID;
    }
    return result;
  }
}
