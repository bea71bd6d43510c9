import type { Logger } from '@causeway/subgraph-kit';
import { addMs, type Clock } from '../clock.ts';
import type { Mailer } from '../mail/mailer.ts';
import type { AccountMailStore, DueMail } from './account-mail-store.ts';
import { createAccountToken, hashAccountToken, TOKEN_LIFETIME_MS } from './account-token.ts';
import { writeAccountMail } from './write-mail.ts';

/** A process that dies while it sends is given up after this, and another one sends. */
const TAKEN_MS = 60_000;
const BATCH = 20;
const FIRST_RETRY_MS = 15_000;
const MOST_RETRY_MS = 3_600_000;
/**
 * More than can be asked for, one a minute, within the half hour for which a link resets a password: nobody makes
 * the links useless that its owner was sent, by asking for others.
 */
const MOST_LINKS = 40;
/** Half a day of trying; whoever still wants the mail has asked again. */
const MOST_ATTEMPTS = 20;

export interface MailDelivery {
  readonly store: AccountMailStore;
  readonly mailer: Mailer;
  /** Where the pages are that links lead to. */
  readonly accountUrl: string;
  readonly logger: Logger;
  readonly now: Clock;
}

/**
 * Sends what is due, at least once each. Each attempt makes a token of its own: the table of mails holds
 * nothing that opens an account.
 */
export async function deliverDueMail(delivery: MailDelivery): Promise<void> {
  const { store, now } = delivery;
  let taken: readonly DueMail[];
  do {
    taken = await store.takeDue(now(), { until: addMs(now(), TAKEN_MS), limit: BATCH });
    await Promise.all(taken.map((mail) => deliver(delivery, mail)));
  } while (taken.length === BATCH);
}

async function deliver(delivery: MailDelivery, mail: DueMail): Promise<void> {
  const { store, logger, now } = delivery;
  try {
    await send(delivery, mail);
    await store.settle(mail);
  } catch (error) {
    const { kind, attempts } = mail;
    logger.error({ err: error, kind, attempts }, 'a mail could not be sent');
    if (attempts >= MOST_ATTEMPTS) return store.settle(mail);
    const waitMs = Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), MOST_RETRY_MS);
    await store.retryAt(mail, addMs(now(), waitMs));
  }
}

async function send(
  { store, mailer, accountUrl, now }: MailDelivery,
  { kind, emailNormalized }: DueMail,
): Promise<void> {
  const recipient = await store.findRecipient(emailNormalized);
  if (recipient === null) return;
  const token = createAccountToken();
  const expiresAt = addMs(now(), TOKEN_LIFETIME_MS[kind]);
  const { userId, email: to } = recipient;
  const tokenHash = hashAccountToken(token);
  await store.addToken({ userId, kind, tokenHash, expiresAt }, MOST_LINKS);
  await mailer.send(writeAccountMail(kind, { to, token, accountUrl }));
}
