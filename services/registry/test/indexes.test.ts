import { createHash, randomUUID } from 'node:crypto';
import { withClient } from '@causeway/database';
import { PrismaClient } from '@causeway/registry-db';
import {
  explainStatements,
  readDocumentedQueries,
  readDocumentedSection,
  type StatementPlan,
  useDatabase,
} from '@causeway/test-kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAuditStore } from '../src/audit/audit-store.ts';
import { createChecksStore } from '../src/checks/checks-store.ts';
import { createContractsStore } from '../src/contracts/contracts-store.ts';
import { createArtefactStore } from '../src/distribution/artefact-store.ts';
import { createGatewayStatesStore } from '../src/gateways/gateway-states-store.ts';
import { createGraphsStore } from '../src/graphs/graphs-store.ts';
import { createPublishingStore, type NextVersion } from '../src/publishing/publishing-store.ts';
import { createTokensStore } from '../src/tokens/tokens-store.ts';
import { createUsageStore } from '../src/usage/usage-store.ts';
import { createUsedStore } from '../src/usage/used-store.ts';
import { createVersionsStore } from '../src/versions/versions-store.ts';
import { FILL, idOf, REF, SINCE, TOKEN_ID } from './fill-registry.ts';

/** What is read from end to end, seldom, as the page says why. */
const READ_WHOLE: Readonly<Record<string, readonly string[]>> = {
  'tokens.listOfGraph': ['token'],
  'usage.forgetBefore': ['recorded_operation'],
};
const documented = readDocumentedQueries('registry');

describe('docs/indexes.md, on 20,000 versions and 22,000 recorded operations', () => {
  const urls = useDatabase('registry');
  const plans: StatementPlan[] = [];
  let client: PrismaClient;

  beforeAll(async () => {
    await withClient(urls().ownerUrl, (owner) => owner.query(FILL));
    client = new PrismaClient({
      adapter: explainStatements({ databaseUrl: urls().appUrl, schema: 'registry' }, (plan) =>
        plans.push(plan),
      ),
    });
  }, 180_000);
  afterAll(() => client.$disconnect());

  test('names every query of every store, and no other', () => {
    expect(documented.map(({ query }) => query)).toEqual(Object.keys(registryQueries(client)));
  });

  test.each(documented)(
    '$query is served by $indexes, and nothing else',
    async ({ query, indexes }) => {
      plans.length = 0;
      await registryQueries(client)[query]?.();
      expect(plans).not.toEqual([]);
      expect(plans.flatMap(({ readWhole }) => readWhole)).toEqual(READ_WHOLE[query] ?? []);
      const used = new Set(plans.flatMap((plan) => plan.indexes));
      expect([...used].sort()).toEqual(indexes.toSorted());
    },
  );

  test('names every index there is', async () => {
    const rows = await client.$queryRaw<{ name: string }[]>`
      SELECT indexrelname AS name FROM pg_stat_user_indexes
      WHERE schemaname = 'registry' AND relname <> '_prisma_migrations' ORDER BY 1`;
    const section = readDocumentedSection('registry');
    expect(rows.filter(({ name }) => !section.includes(`\`${name}\``))).toEqual([]);
  });
});

/** Each query of the stores under the name the page gives it; plain inserts look nothing up. */
function registryQueries(client: PrismaClient): Record<string, () => Promise<unknown>> {
  const audit = createAuditStore(client);
  const checks = createChecksStore(client);
  const contracts = createContractsStore(client);
  const artefacts = createArtefactStore(client);
  const gatewayStates = createGatewayStatesStore(client);
  const graphs = createGraphsStore(client);
  const publishing = createPublishingStore(client);
  const tokens = createTokensStore(client);
  const usage = createUsageStore(client);
  const used = createUsedStore(client);
  const versions = createVersionsStore(client);

  const at = new Date();
  const since = { ref: REF, since: SINCE };
  const few = { ref: 'g5@v5', since: SINCE };
  const ids = Array.from({ length: 100 }, (_, index) => idOf(index * 20));
  const keys = Array.from({ length: 20 }, (_, index) => ({ ref: REF, number: 500 + index }));
  const contract = { ref: 'g3@v3', sourceRef: REF, includeTags: [], excludeTags: ['x'] };
  const ref = { ref: REF, graph: 'g1', variant: 'v1' };
  const next: NextVersion = {
    ...{ ref, basedOn: 2_000, keptIds: [], revision: null, hasTurn: false, restores: null },
    ...{ changedSubgraphs: ['s1'], reason: null, createdBy: 'team' },
    cause: 'PUBLISH',
    ...{ createdAt: at, supergraphSdl: 'new', apiSdl: 'new' },
    published: [{ name: 's1', routingUrl: 'http://s1.test', sdl: 'new' }],
    audit: {
      ...{ at, by: 'team', action: 'subgraph.publish', graph: 'g1', ref: REF },
      outcome: 'DONE',
      summary: '',
    },
  };
  const asked = { name: 'web', version: '1', count: 1, errorCount: 0 };
  const operations = ids.map((id) => ({
    id,
    name: null,
    type: 'query' as const,
    clients: [asked],
  }));

  return {
    'artefacts.findCurrent': () => artefacts.findCurrent(REF),
    'artefacts.readText': () => artefacts.readText(idOf(7)),
    'audit.list': () => audit.list('g1', { before: 25_000n, limit: 50 }),
    'checks.find': () => checks.find(REF, 5n),
    'checks.list': () => checks.list(REF, { before: 10_000n, limit: 20 }),
    'contracts.find': () => contracts.find('g2@v2'),
    'contracts.listOfSource': () => contracts.listOfSource(REF),
    'contracts.listAll': () => contracts.listAll(),
    'contracts.put': () =>
      contracts.put(
        { ref: 'g3@v3', graph: 'g3', variant: 'v3' },
        { ...contract, hidesUnreachable: true, problem: null },
      ),
    'contracts.noteProblem': () => contracts.noteProblem('g2@v2', 'no'),
    'gatewayStates.put': () =>
      gatewayStates.put(REF, { instance: 'new', serving: 1, refused: null }, at),
    'gatewayStates.listSince': () => gatewayStates.listSince(REF, SINCE, 1_000),
    'gatewayStates.forgetOthers': () =>
      gatewayStates.forgetOthers(REF, { since: SINCE, limit: 1_000 }),
    'graphs.list': () => graphs.list(['g1', 'g2']),
    'graphs.find': () => graphs.find('g1'),
    'graphs.create': () => graphs.create('g1'),
    'graphs.listVariants': () => graphs.listVariants('g1'),
    'graphs.countVariants': () => graphs.countVariants('g1'),
    'graphs.findVariant': () => graphs.findVariant(REF),
    'publishing.readHead': () => publishing.readHead(REF),
    'publishing.findVersion': () => publishing.findVersion(REF, 500),
    'publishing.append': () => publishing.append(next),
    'tokens.findBySecret': () =>
      tokens.findBySecret(new Uint8Array(createHash('sha256').update('5').digest())),
    'tokens.listOfGraph': () => tokens.listOfGraph('g1', 500),
    'tokens.find': () => tokens.find(TOKEN_ID),
    'tokens.revoke': () => tokens.revoke(TOKEN_ID, at),
    'tokens.noteUse': () => tokens.noteUse(TOKEN_ID, { at, before: SINCE }),
    'usage.findKnown': () => usage.findKnown(REF, ids),
    'usage.countOperations': () => usage.countOperations(REF),
    'usage.addCounts': () => usage.addCounts(REF, randomUUID(), { operations, at }),
    'usage.forgetBefore': () => usage.forgetBefore(new Date('2020-01-01'), new Date('2020-01-01')),
    'used.listOperations': () => used.listOperations(few, { names: null, limit: 50 }),
    'used.listOperations by names': () =>
      used.listOperations(since, { names: ['T7.f7'], limit: 50 }),
    'used.listOperationsById': () => used.listOperationsById(since, ids),
    'used.listClients': () => used.listClients(since, ids),
    'used.listUses': () => used.listUses(few, ['crawler']),
    'used.listFields': () =>
      used.listFields(few, [{ coordinate: 'T7.f7', names: ['T7.f7', 'T7'] }]),
    'versions.find': () => versions.find(REF, 500),
    'versions.listByKeys': () => versions.listByKeys(keys),
    'versions.list': () => versions.list(REF, { before: 500, limit: 20 }),
    'versions.listSubgraphs': () => versions.listSubgraphs(keys),
    'versions.listTexts': () => versions.listTexts(ids),
  };
}
