import { createTransport } from 'nodemailer';
import type { Mailer } from './mailer.ts';

const DEADLINE_MS = 10_000;
const CONNECTIONS = 2;

/** Sends by an SMTP server (RFC 5321): `smtp://` with STARTTLS where the server has it, or `smtps://`. */
export function createSmtpMailer({ url, from }: { url: string; from: string }): Mailer {
  const transport = createTransport(
    {
      url,
      pool: true,
      maxConnections: CONNECTIONS,
      connectionTimeout: DEADLINE_MS,
      greetingTimeout: DEADLINE_MS,
      socketTimeout: DEADLINE_MS,
      // Nothing of a mail is read from a file or fetched from an address.
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    // RFC 3834 §5: nobody's holiday answers it.
    { from, headers: { 'Auto-Submitted': 'auto-generated' } },
  );
  return {
    async send(mail) {
      await transport.sendMail(mail);
    },
    close: () => transport.close(),
  };
}
