/**
 * The direction of imports, as docs/architecture.md draws it.
 * `npm run check` fails when a rule breaks, and when no module was seen.
 */
const rooms = (...names) => `^gateway/src/(${names.join('|')})/`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['/generated/', '^graphiql/', '^@graphiql/'] },
    },
    {
      name: 'workspaces-meet-at-their-doors',
      comment: 'Import another workspace by its package name; its src/ is its own.',
      severity: 'error',
      from: { path: '^(gateway/sandbox-app|gateway|services/[^/]+|prisma/[^/]+|infra/[^/]+)/' },
      to: {
        path: '^(gateway|services/[^/]+|prisma/[^/]+|infra/[^/]+)/',
        pathNot: '^$1/',
        dependencyTypes: ['local'],
      },
    },
    {
      name: 'a-service-knows-only-its-own-tables',
      severity: 'error',
      from: { path: '^services/((?![^/]+-kit/)[^/]+)/src/' },
      to: { path: '^prisma/', pathNot: '^prisma/$1/' },
    },
    {
      name: 'services-do-not-import-services',
      severity: 'error',
      from: { path: '^services/((?![^/]+-kit/)[^/]+)/' },
      to: { path: '^services/((?![^/]+-kit/)[^/]+)/', pathNot: '^services/$1/' },
    },
    {
      name: 'the-kit-knows-no-service',
      severity: 'error',
      from: { path: '^services/subgraph-kit/src/' },
      to: { path: '^(gateway|services/(?!subgraph-kit)|prisma|infra)/' },
    },
    {
      name: 'the-gateway-takes-the-small-door-of-the-kit',
      comment: 'Its other door brings what subgraphs are built with, 10 MB of it, into memory.',
      severity: 'error',
      from: { path: '^gateway/src/', pathNot: '\\.test\\.ts$' },
      to: { path: '^services/subgraph-kit/src/index\\.ts$' },
    },
    {
      name: 'only-stores-see-prisma',
      comment:
        'resolvers → domain → store → Prisma; the file that builds the service makes the client.',
      severity: 'error',
      from: {
        path: '^services/((?![^/]+-kit/)[^/]+)/src/',
        pathNot: '(-store\\.ts|/build-[^/]+\\.ts|/rotate-keys\\.ts)$',
      },
      to: { path: '^prisma/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'domain-does-not-import-resolvers',
      severity: 'error',
      from: { path: '^services/[^/]+/src/', pathNot: '(-resolvers|/build-[^/]+|/resolvers)\\.ts$' },
      to: { path: '^services/[^/]+/src/.*resolvers\\.ts$', pathNot: '/generated/' },
    },
    {
      name: 'gateway-leaves',
      comment: 'errors, telemetry, caching and files may be used by every room and use none.',
      severity: 'error',
      from: { path: rooms('errors', 'telemetry', 'caching', 'files') },
      to: { path: '^gateway/src/(?!errors/|telemetry/|caching/|files/)' },
    },
    {
      name: 'gateway-rate-limit-knows-no-requests',
      comment: 'It counts by keys; who asks, and for what, is known by the edge.',
      severity: 'error',
      from: { path: rooms('rate-limit') },
      to: { path: '^gateway/src/(?!rate-limit/|errors/|telemetry/|caching/)' },
    },
    {
      name: 'gateway-transport-is-last',
      severity: 'error',
      from: { path: rooms('transport') },
      to: { path: rooms('edge', 'operation', 'supergraph', 'planning', 'execution', 'sandbox') },
    },
    {
      name: 'gateway-planning-is-pure',
      severity: 'error',
      from: { path: rooms('planning') },
      to: { path: rooms('edge', 'execution', 'transport', 'sandbox') },
    },
    {
      name: 'gateway-operation-knows-documents-only',
      comment: 'What is read from documents and made of them, for whoever plans and executes.',
      severity: 'error',
      from: { path: rooms('operation') },
      to: { path: '^gateway/src/(?!operation/|errors/|telemetry/|caching/|files/)' },
    },
    {
      name: 'gateway-authorization-decides-and-does-nothing',
      comment:
        'What of an operation is left to a caller; whoever plans and executes takes it from there.',
      severity: 'error',
      from: { path: rooms('authorization') },
      to: { path: rooms('edge', 'execution', 'transport', 'sandbox') },
    },
    {
      name: 'gateway-execution-takes-only-types-from-planning',
      severity: 'error',
      from: { path: rooms('execution') },
      to: { path: rooms('planning'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-the-composition-root-knows-edge-and-sandbox',
      severity: 'error',
      from: {
        path: '^gateway/src/',
        pathNot: '^gateway/src/(edge/|sandbox/|build-(gateway|graph|variants)\\.ts$)',
      },
      to: { path: rooms('edge', 'sandbox') },
    },
    {
      name: 'tests-are-not-imported',
      severity: 'error',
      from: { pathNot: '(\\.test\\.ts$|/test/)' },
      to: { path: '(\\.test\\.ts$|/test/)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // The benchmark's peers are a project of their own, installed when it runs.
    exclude: { path: '(^|/)(dist|generated)/|^gateway/bench/peers/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
