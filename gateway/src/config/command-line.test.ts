import { expect, test } from 'vitest';
import { parseCommandLine } from './command-line.ts';

test('serves with the options that are given', () => {
  expect(parseCommandLine(['--port', '4100', '--supergraph=a.graphql'])).toEqual({
    kind: 'serve',
    flags: { port: '4100', supergraph: 'a.graphql' },
  });
});

test('prints settings with the options they would be used with', () => {
  expect(parseCommandLine(['config', 'print', '--config', 'gateway.yaml'])).toEqual({
    kind: 'config print',
    flags: { config: 'gateway.yaml' },
  });
});

test.each([['--help'], ['config', 'print', '-h']])(
  'helps, whatever else is asked: %s',
  (...args) => {
    expect(parseCommandLine(args)).toEqual({ kind: 'help' });
  },
);

test.each([
  [['--prot', '4100'], "Unknown option '--prot'"],
  [['--port'], "Option '--port <value>' argument missing"],
  [['serve'], 'There is no command "serve"'],
  [['config'], 'There is no command "config"'],
])('says what is wrong with %j', (args, message) => {
  expect(parseCommandLine(args)).toEqual({ kind: 'mistake', message });
});
