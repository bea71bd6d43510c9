import { buildProgram } from './build-program.ts';
import { reportError } from './report-error.ts';

// A reader that has seen enough, such as `head`, is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const args = process.argv.slice(2);
try {
  await buildProgram().parseAsync(args, { from: 'user' });
} catch (error) {
  process.exitCode = reportError(error, { asJson: /--format[= ]json/.test(args.join(' ')) });
}
