import { CliError } from '../cli-error.ts';

/** A file that cannot be read or written, as something that its owner can put right. */
export function fileError(error: unknown, path: string, done: 'read' | 'written'): CliError {
  const { code, message } = error as NodeJS.ErrnoException;
  const reason = code === 'ENOENT' ? 'there is no such file or folder' : (code ?? message);
  return new CliError(
    'usage',
    { code: 'FILE', message: `${path} cannot be ${done}: ${reason}.` },
    { cause: error },
  );
}
