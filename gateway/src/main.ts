import { parseArgs } from 'node:util';
import { runService } from '@causeway/subgraph-kit';
import { startGateway } from './build-gateway.ts';
import { printConfigCommand } from './config/print-config-command.ts';
import { readGatewaySettings } from './config.ts';

const HELP = `Usage: npm run gateway -- [options]
       npm run gateway -- config print|schema [options]

  --supergraph FILE   the supergraph to serve; read again when it changes (SUPERGRAPH)
  --port N            the port to listen on, 4000 (PORT)
  --host H            the address to listen on, 127.0.0.1 (HOST)
  --config FILE       settings in YAML; docs/gateway-config.schema.json describes them
  --help              this

Environment variables beat the settings file, options beat both.
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    supergraph: { type: 'string' },
    port: { type: 'string' },
    host: { type: 'string' },
    config: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(HELP);
else if (positionals[0] === 'config') process.exitCode = printConfigCommand(positionals[1], values);
else await runService(async () => startGateway(readGatewaySettings(values, process.env)));
