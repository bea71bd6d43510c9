import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

export interface TestSmtpServer {
  url: string;
  /** The mails it took, as they came: headers and body. */
  readonly mails: string[];
  /** Refuses mails with 451 while down. */
  setDown(down: boolean): void;
  stop(): void;
}

/** As much of an SMTP server (RFC 5321) as a client needs to leave a mail. */
export async function startSmtpServer(): Promise<TestSmtpServer> {
  const mails: string[] = [];
  const sockets = new Set<Socket>();
  let isDown = false;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write('220 test\r\n');
    let content: string[] | null = null;
    createInterface({ input: socket }).on('line', (line) => {
      if (content !== null && line !== '.') return void content.push(line);
      if (content !== null) {
        mails.push(content.join('\n'));
        content = null;
        return void socket.write('250 taken\r\n');
      }
      if (/^MAIL/i.test(line) && isDown) return void socket.write('451 later\r\n');
      if (/^DATA/i.test(line)) content = [];
      socket.write(/^DATA/i.test(line) ? '354 go on\r\n' : '250 fine\r\n');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    setDown(down) {
      isDown = down;
    },
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
