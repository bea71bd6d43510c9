import { escapeHtml } from '../mail/escape-html.ts';
import type { Mail } from '../mail/mailer.ts';
import type { AccountMailKind } from './account-token.ts';

interface Wording {
  readonly path: string;
  readonly subject: string;
  readonly purpose: string;
  readonly lifetime: string;
}

const WORDINGS: Readonly<Record<AccountMailKind, Wording>> = {
  'verify-email': {
    path: 'verify-email',
    subject: 'Confirm your e-mail address',
    purpose: 'Confirm that this address is yours',
    lifetime: '24 hours',
  },
  'reset-password': {
    path: 'reset-password',
    subject: 'Choose a new password',
    purpose: 'Choose a new password for your account; that signs you out everywhere',
    lifetime: '30 minutes',
  },
};

/** Writes the mail with a link to a page of the shop. The token is in the fragment, which no server logs. */
export function writeAccountMail(
  kind: AccountMailKind,
  { to, token, accountUrl }: { to: string; token: string; accountUrl: string },
): Mail {
  const { path, subject, purpose, lifetime } = WORDINGS[kind];
  const link = `${accountUrl.replace(/\/$/, '')}/${path}#token=${token}`;
  const end = `The link is good once, for ${lifetime}. If you did not ask for this, do nothing.`;
  return {
    to,
    subject,
    text: `${purpose}:\n\n${link}\n\n${end}\n`,
    html: `<p>${escapeHtml(purpose)}:</p><p><a href="${escapeHtml(link)}">${escapeHtml(subject)}</a></p><p>${escapeHtml(end)}</p>`,
  };
}
