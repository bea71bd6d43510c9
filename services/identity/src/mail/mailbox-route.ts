import { isIP } from 'node:net';
import { DomainError, type RequestContext, type SubgraphOptions } from '@causeway/subgraph-kit';
import { escapeHtml } from './escape-html.ts';
import type { Mailbox } from './mailbox.ts';

type Routes = NonNullable<SubgraphOptions<RequestContext>['routes']>;

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/;

/**
 * `GET /mailbox`: what would have been sent, for development. Whoever reads it can take over any account,
 * so it answers this machine alone, by an address and no name (a page elsewhere could have its name lead
 * here).
 */
export function mailboxRoute(mailbox: Mailbox): Routes {
  return (app) => {
    app.get('/mailbox', (request, reply) => {
      const host = hostnameOf(request.raw.headers.host);
      const isLocal = isIP(host) ? LOOPBACK.test(host) : host === 'localhost';
      if (!isLocal || !LOOPBACK.test(request.socket.remoteAddress ?? '')) {
        throw new DomainError('NOT_FOUND', 'There is nothing at this address.');
      }
      return reply
        .header('cache-control', 'no-store')
        .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
        .type('text/html; charset=utf-8')
        .send(pageOf(mailbox));
    });
  };
}

/** As the request says it itself: a proxy's word does not count here. */
function hostnameOf(host = ''): string {
  const url = `http://${host}`;
  return URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : '';
}

function pageOf(mailbox: Mailbox): string {
  const mails = mailbox.list().map(
    ({ to, subject, text, sentAt }) => `<article>
<h2>${escapeHtml(subject)}</h2>
<p>to ${escapeHtml(to)}, <time>${sentAt.toISOString()}</time></p>
<pre>${escapeHtml(text)}</pre>
${tokenOf(text)}</article>`,
  );
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Mailbox</title>
<style>body{font:16px/1.5 system-ui;max-width:44rem;margin:2rem auto;padding:0 1rem}article{border-top:1px solid #ccc}
pre{white-space:pre-wrap;overflow-wrap:anywhere}code{display:block;user-select:all}</style>
<h1>Mailbox</h1>
${mails.join('\n') || '<p>No mail yet.</p>'}
</html>`;
}

/** The token by itself, since the page that the link leads to is for the shop to make. */
function tokenOf(text: string): string {
  const token = /#token=([\w-]+)/.exec(text)?.[1];
  return token === undefined
    ? ''
    : `<p>Token, for an example of the sandbox: <code>${token}</code></p>\n`;
}
