import { parseArgs } from 'node:util';
import { isService, type Service, services } from '../service.ts';

/** What `npm run migrate -- …` was asked to do. */
export type MigrateCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'deploy'; readonly services: readonly Service[] }
  | { readonly kind: 'status'; readonly services: readonly Service[] }
  | { readonly kind: 'check'; readonly services: readonly Service[] }
  | {
      readonly kind: 'create';
      readonly service: Service;
      readonly name: string;
      readonly allowEmpty: boolean;
    }
  | {
      readonly kind: 'resolve';
      readonly service: Service;
      readonly name: string;
      readonly as: 'applied' | 'rolled-back';
    };

export const migrateUsage = `npm run migrate [-- <command>]

  deploy [service…]            apply pending migrations (without a command: those of all services)
  status [service…]            list the migrations and how they stand
  check [service…]             fail if schema.prisma and the migrations disagree
  create <service> <name>      write the next migration from the changed schema.prisma
         --empty               also when nothing has changed: a file to fill by hand
  resolve <service> <migration> --rolled-back | --applied
                               record what became of a failed migration

services: ${services.join(', ')}`;

/** Words that make no command. The message names the word; the usage tells the rest. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @throws {UsageError} */
export function parseMigrateCommand(args: readonly string[]): MigrateCommand {
  const { positionals, values } = readArguments(args);
  const [verb = 'deploy', ...words] = positionals;
  if (values.help || verb === 'help') return { kind: 'help' };
  switch (verb) {
    case 'deploy':
    case 'status':
    case 'check':
      return { kind: verb, services: words.length === 0 ? services : words.map(serviceOf) };
    case 'create': {
      const [service, name] = twoWords(verb, words);
      return { kind: verb, service, name, allowEmpty: values.empty };
    }
    case 'resolve': {
      const [service, name] = twoWords(verb, words);
      if (values.applied === values['rolled-back']) {
        throw new UsageError('resolve needs one of --applied and --rolled-back.');
      }
      return { kind: verb, service, name, as: values.applied ? 'applied' : 'rolled-back' };
    }
    default:
      throw new UsageError(`There is no command "${verb}".`);
  }
}

function readArguments(args: readonly string[]) {
  const flag = { type: 'boolean', default: false } as const;
  const options = { help: flag, empty: flag, applied: flag, 'rolled-back': flag };
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function twoWords(verb: string, words: readonly string[]): [Service, string] {
  const [service, name, surplus] = words;
  if (service === undefined || name === undefined || surplus !== undefined) {
    throw new UsageError(`${verb} needs a service and a name, and nothing more.`);
  }
  return [serviceOf(service), name];
}

function serviceOf(word: string): Service {
  if (isService(word)) return word;
  throw new UsageError(`There is no service "${word}"; there are ${services.join(', ')}.`);
}
