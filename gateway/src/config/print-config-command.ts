import { ConfigurationError } from '@causeway/subgraph-kit';
import { z } from 'zod';
import { type Flags, readGatewaySettings } from '../config.ts';
import { settingsSchema } from './settings.ts';

/**
 * `config print` writes the settings as they would be used, all defaults filled in; `config schema`
 * the JSON Schema of the settings file. Returns the exit code.
 */
export function printConfigCommand(verb: string | undefined, flags: Flags): number {
  switch (verb) {
    case 'schema':
      process.stdout.write(settingsJsonSchema());
      return 0;
    case 'print':
      return printSettings(flags);
    default:
      process.stderr.write('config takes `print` or `schema`.\n');
      return 2;
  }
}

/** The published JSON Schema of the settings file (docs/gateway-config.schema.json). */
export function settingsJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(settingsSchema, { io: 'input' }), null, 2)}\n`;
}

function printSettings(flags: Flags): number {
  try {
    const settings = readGatewaySettings(flags, process.env);
    process.stdout.write(`${JSON.stringify(settings, withoutPasswords, 2)}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

function withoutPasswords(name: string, value: unknown): unknown {
  return name === 'password' ? '[hidden]' : value;
}
