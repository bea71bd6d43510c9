import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { GatewaySettings } from '../config/settings.ts';
import { addStatus } from './add-status.ts';
import { apolloSandboxPage, pageWhileBuilding } from './pages.ts';

/** The editors write styles and start workers; nothing else leaves or enters the origins. */
const ownPolicy = (connectTo: readonly string[]) =>
  [
    "default-src 'self'",
    `connect-src ${["'self'", ...connectTo].join(' ')}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

const APOLLO = 'https://*.apollographql.com';
const APOLLO_POLICY = [
  "default-src 'none'",
  `script-src 'unsafe-inline' ${APOLLO}`,
  `frame-src ${APOLLO}`,
  `img-src ${APOLLO} data:`,
  "style-src 'unsafe-inline'",
  `connect-src 'self' ${APOLLO}`,
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

export type SandboxOptions = GatewaySettings['sandbox'] & {
  /** Where the built page is, or will be. */
  folder: string;
  exposesPlan: boolean;
  /** Since when the graph that is served is the one it is. */
  servedSince(): Date;
};

/** Serves the explorer that the settings name at `/`, or none. */
export function addSandbox(app: FastifyInstance, options: SandboxOptions): void {
  switch (options.kind) {
    case 'off':
      return;
    case 'apollo':
      app.get('/', (_request, reply) => sendPage(reply, APOLLO_POLICY, apolloSandboxPage));
      return;
    case 'causeway':
      addOwnSandbox(app, options);
  }
}

/** The page, its files, and what it needs to know of this gateway. */
function addOwnSandbox(app: FastifyInstance, options: SandboxOptions): void {
  const { folder, sampleAccounts: accounts, registry, exposesPlan, statusFile } = options;
  const { servedSince } = options;
  const policy = ownPolicy(registry === undefined ? [] : [new URL(registry.url).origin]);
  app.get('/', async (_request, reply) => {
    const page = join(folder, 'index.html');
    const html = existsSync(page) ? await readFile(page, 'utf8') : pageWhileBuilding;
    return sendPage(reply, policy, html);
  });
  app.get('/sandbox/config.json', (_request, reply) =>
    reply.header('cache-control', 'no-store').send({
      endpoint: '/graphql',
      signIn: accounts.length === 0 ? null : { accounts },
      developer: exposesPlan,
      hasStatus: statusFile !== undefined,
      registry: registry === undefined ? null : pageRegistry(registry),
    }),
  );
  if (statusFile !== undefined) addStatus(app, { file: statusFile, servedSince });
  app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    index: false,
    // The names of these files hold a hash of their contents.
    immutable: true,
    maxAge: '365d',
    // The page may be built while this serves it: a folder that is not there yet is no mistake.
    suppressWarning: true,
    setHeaders: (reply) => reply.header('x-content-type-options', 'nosniff'),
  });
}

function pageRegistry({ url, graph, token }: NonNullable<SandboxOptions['registry']>) {
  return { endpoint: new URL('/graphql', url).href, graph, token: token ?? null };
}

function sendPage(reply: FastifyReply, policy: string, html: string): FastifyReply {
  return reply
    .header('content-security-policy', policy)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'same-origin')
    .header('cache-control', 'no-cache')
    .type('text/html; charset=utf-8')
    .send(html);
}
