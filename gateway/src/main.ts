import { ConfigurationError, runService } from '@causeway/subgraph-kit/service';
import { HELP, parseCommandLine } from './config/command-line.ts';
import { printSettings } from './config/print-settings.ts';
import { settingsJsonSchema } from './config/settings-json-schema.ts';
import { type Flags, readGatewaySettings } from './config.ts';

const command = parseCommandLine(process.argv.slice(2));
switch (command.kind) {
  case 'serve':
    await runService(serve(command.flags));
    break;
  case 'config print':
    write(() => printSettings(readGatewaySettings(command.flags, process.env)));
    break;
  case 'config schema':
    write(settingsJsonSchema);
    break;
  case 'help':
    process.stdout.write(HELP);
    break;
  case 'mistake':
    process.stderr.write(`${command.message}. Try --help.\n`);
    process.exitCode = 1;
}

function serve(flags: Flags) {
  return async () => {
    const settings = readGatewaySettings(flags, process.env);
    // Loaded once it is sure to be needed: it takes half a second.
    const { startGateway } = await import('./build-gateway.ts');
    return startGateway(settings);
  };
}

function write(text: () => string): void {
  try {
    process.stdout.write(text());
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
