import type { MailSettings } from '../config.ts';
import { createMailbox, type Mailbox } from './mailbox.ts';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Sends mail. */
export interface Mailer {
  /** Resolves when another server has taken it. Rejects when none has within ten seconds. */
  send(mail: Mail): Promise<void>;
  close(): void;
}

/**
 * Makes the mailer that MAIL_URL chooses: an SMTP server, or the mailbox of development, whose page shows
 * what would have been sent; null for none.
 */
export async function createMailer({
  MAIL_URL: url,
  MAIL_FROM: from,
}: MailSettings): Promise<{ mailer: Mailer; mailbox: Mailbox | null } | null> {
  if (url === undefined) return null;
  if (url === 'mailbox:') {
    const mailbox = createMailbox();
    return { mailer: mailbox, mailbox };
  }
  const { createSmtpMailer } = await import('./smtp-mailer.ts');
  return { mailer: createSmtpMailer({ url, from }), mailbox: null };
}
