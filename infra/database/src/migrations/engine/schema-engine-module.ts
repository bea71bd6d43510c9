import { readFile } from 'node:fs/promises';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';

/**
 * Prisma's schema engine, the part behind `prisma migrate`, ready to use; decision record 0003 says why
 * as WebAssembly. This file is imported with `import()` by who needs it: five megabytes are compiled here,
 * once per process. (The package's own entry imports the `.wasm` as a module, of which Node warns.)
 */
const entry = import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
const binary = await readFile(new URL('schema_engine_bg.wasm', entry));

// A panic's message comes here just before the engine traps with a bare "unreachable": thrown, it is
// what the caller gets to see.
Object.assign(globalThis, {
  PRISMA_WASM_PANIC_REGISTRY: {
    set_message(message: string): never {
      throw new Error(`Prisma's schema engine panicked: ${message}`);
    },
  },
});

const { instance } = await WebAssembly.instantiate(binary, { './schema_engine_bg.js': engine });
engine.__wbg_set_wasm(instance.exports);
instance.exports.__wbindgen_start();

export const { SchemaEngine } = engine;

/** The part of the WebAssembly API used here; TypeScript has it only among the browser's types. */
declare const WebAssembly: {
  instantiate(
    binary: Uint8Array,
    imports: object,
  ): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
};
