import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { GatewaySettings } from '../config/settings.ts';
import { apolloSandboxPage, pageWhileBuilding } from './pages.ts';

/** GraphiQL's editor writes styles and starts workers; nothing else leaves or enters the origin. */
const OWN_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:;" +
  " worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
const APOLLO_POLICY =
  "default-src 'self'; script-src 'self' 'unsafe-inline' https://*.apollographql.com;" +
  " frame-src https://*.apollographql.com; img-src 'self' https://*.apollographql.com data:;" +
  " style-src 'self' 'unsafe-inline'; connect-src 'self' https://*.apollographql.com; frame-ancestors 'none'";

export interface SandboxOptions {
  kind: 'causeway' | 'apollo';
  /** The built page. */
  folder: string;
  accounts: GatewaySettings['sandbox']['sampleAccounts'];
  exposesPlan: boolean;
}

/** Serves the explorer at `/`, and what it needs to know at `/sandbox/config.json`. */
export function addSandbox(app: FastifyInstance, options: SandboxOptions): void {
  if (options.kind === 'apollo') {
    app.get('/', (_request, reply) => sendPage(reply, APOLLO_POLICY, apolloSandboxPage));
    return;
  }
  const { folder, accounts, exposesPlan } = options;
  app.get('/sandbox/config.json', (_request, reply) =>
    reply.header('cache-control', 'no-store').send({
      endpoint: '/graphql',
      signIn: accounts.length === 0 ? null : { accounts },
      developer: exposesPlan,
    }),
  );
  app.get('/', async (_request, reply) => {
    const page = join(folder, 'index.html');
    const html = existsSync(page) ? await readFile(page, 'utf8') : pageWhileBuilding;
    return sendPage(reply, OWN_POLICY, html);
  });
  app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    index: false,
    // The names of these files hold a hash of their contents.
    immutable: true,
    maxAge: '365d',
    setHeaders: (reply) => reply.header('x-content-type-options', 'nosniff'),
  });
}

function sendPage(reply: FastifyReply, policy: string, html: string) {
  return reply
    .header('content-security-policy', policy)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'same-origin')
    .header('cache-control', 'no-cache')
    .type('text/html; charset=utf-8')
    .send(html);
}
