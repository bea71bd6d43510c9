import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { Service } from '../service.ts';
import { SchemaEngineAdapter } from './schema-engine-adapter.ts';

/**
 * Prisma's schema engine, the part behind `prisma migrate`, as WebAssembly on the plain PostgreSQL
 * driver. Decision record 0003 says why.
 */
export async function withSchemaEngine<R>(
  options: { url: string; service: Service; datamodel?: string },
  work: (engine: SchemaEngine) => Promise<R>,
): Promise<R> {
  await loadEngine();
  const { url, service, datamodel } = options;
  const adapter = new SchemaEngineAdapter(url, service);
  const schemaEngine = await engine.SchemaEngine.new(
    { datamodels: datamodel === undefined ? undefined : [['schema.prisma', datamodel]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(adapter),
  );
  try {
    return await work(schemaEngine);
  } finally {
    schemaEngine.free();
    await adapter.close();
  }
}

/** What the engine says of a failure: the first line that is not its own stack. */
export function engineMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message.trim();
}

let loading: Promise<void> | undefined;

/** The part of the WebAssembly API used here; TypeScript has it only among the browser's types. */
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: object,
  ): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
};

/** Compiles and instantiates the engine once per process. */
function loadEngine(): Promise<void> {
  loading ??= instantiateEngine();
  return loading;
}

async function instantiateEngine(): Promise<void> {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('@prisma/schema-engine-wasm'));
  const bytes = await readFile(join(folder, 'schema_engine_bg.wasm'));
  // Without this registry a panic of the engine is a bare `unreachable`.
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: rememberPanic } });
  const { instance } = await WebAssembly.instantiate(bytes, {
    './schema_engine_bg.js': engine as never,
  });
  engine.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}

function rememberPanic(message: string): void {
  throw new Error(`Prisma's schema engine panicked: ${message}`);
}
