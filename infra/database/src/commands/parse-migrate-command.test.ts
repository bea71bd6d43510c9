import { expect, test } from 'vitest';
import { services } from '../service.ts';
import { parseMigrateCommand, UsageError } from './parse-migrate-command.ts';

const parse = (line: string) => parseMigrateCommand(line.split(' ').filter(Boolean));

test('deploys every service unless told which', () => {
  expect(parse('')).toEqual({ kind: 'deploy', services });
  expect(parse('status orders')).toEqual({ kind: 'status', services: ['orders'] });
});

test('reads what to create and what to resolve', () => {
  expect(parse('create catalog add_stock')).toEqual({
    kind: 'create',
    service: 'catalog',
    name: 'add_stock',
    allowEmpty: false,
  });
  expect(parse('resolve catalog 1_a --rolled-back')).toEqual({
    kind: 'resolve',
    service: 'catalog',
    name: '1_a',
    as: 'rolled-back',
  });
});

test.each([
  [
    'deploy everything',
    'There is no service "everything"; there are identity, catalog, orders, registry.',
  ],
  ['undo', 'There is no command "undo".'],
  ['create catalog', 'create needs a service and a name, and nothing more.'],
  ['resolve catalog 1_a', 'resolve needs one of --applied and --rolled-back.'],
  ['status --quick', "Unknown option '--quick'"],
])('answers "%s" with what is wrong', (line, message) => {
  expect(() => parse(line)).toThrow(UsageError);
  expect(() => parse(line)).toThrow(message);
});
