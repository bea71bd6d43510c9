import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const gateway = fileURLToPath(new URL('../../../../gateway/src/main.ts', import.meta.url));

export interface RunningGateway {
  /** Resolves with its exit code when it has ended by itself or was told to. */
  readonly ended: Promise<number | null>;
  close(): Promise<void>;
}

/** Runs a gateway on a supergraph's file, which it reads again when it changes. */
export function startGateway(options: {
  supergraph: string;
  port: string;
  statusFile: string;
}): RunningGateway {
  const { supergraph, port, statusFile } = options;
  const child: ChildProcess = spawn(
    process.execPath,
    [gateway, '--supergraph', supergraph, '--port', port],
    {
      // What the gateway says is for people, as is everything that is not a result.
      stdio: ['ignore', 2, 2],
      env: { LOG_LEVEL: 'warn', ...process.env, SANDBOX_STATUS_FILE: statusFile },
    },
  );
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('exit', (code) => resolve(code));
  });
  return {
    ended,
    async close() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
