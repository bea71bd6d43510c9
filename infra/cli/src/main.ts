import { buildProgram } from './build-program.ts';
import { reportError } from './report-error.ts';

const args = process.argv.slice(2);
try {
  await buildProgram().parseAsync(args, { from: 'user' });
} catch (error) {
  process.exitCode = reportError(error, { asJson: /--format[= ]json/.test(args.join(' ')) });
}
