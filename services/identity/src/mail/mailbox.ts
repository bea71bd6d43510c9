import type { Mail, Mailer } from './mailer.ts';

const MOST_MAILS = 50;

interface KeptMail extends Mail {
  readonly sentAt: Date;
}

/** The mailbox of development: keeps the last fifty mails in memory instead of sending them. */
export interface Mailbox extends Mailer {
  /** The newest first. */
  list(): readonly KeptMail[];
}

export function createMailbox(): Mailbox {
  const mails: KeptMail[] = [];
  return {
    async send(mail) {
      mails.unshift({ ...mail, sentAt: new Date() });
      mails.length = Math.min(mails.length, MOST_MAILS);
    },
    list: () => mails,
    close() {},
  };
}
