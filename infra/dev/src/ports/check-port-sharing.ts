import { once } from 'node:events';
import { createServer } from 'node:net';
import { UserError } from '../user-error.ts';

/** Throws UserError where the system does not spread the clients of one port over several processes. */
export async function checkPortSharing(): Promise<void> {
  const server = createServer().listen({ host: '127.0.0.1', port: 0, reusePort: true });
  try {
    await once(server, 'listening');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new UserError(
      `Processes cannot share a port on ${process.platform} (${code}): start with --workers 1.`,
    );
  }
  server.close();
}
