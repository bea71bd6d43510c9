// The process that Hive's planner runs in: hive-planner.ts starts it, and says why it is one. Plain
// JavaScript and no other module: what Node.js reads TypeScript with takes more memory than the planner.
// Messages are those of hive-planner-messages.ts.

/** @type {Promise<import('@graphql-hive/router-query-planner').QueryPlanner>} */
let planner;
const underWay = new Map();

process.on('message', (request) => {
  switch (request.kind) {
    case 'load':
      planner = load(request.supergraphSdl);
      planner.then(
        () => reply({ kind: 'ready' }),
        (error) => reply({ kind: 'unusable', reason: String(error) }),
      );
      break;
    case 'plan':
      plan(request).then(reply);
      break;
    case 'cancel':
      underWay.get(request.id)?.abort();
  }
});
process.once('disconnect', () => process.exit());
// Whoever stops a group of processes means the gateway, which still plans for those it has taken on.
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => undefined);

async function load(supergraphSdl) {
  const { QueryPlanner } = await import('@graphql-hive/router-query-planner');
  return new QueryPlanner(supergraphSdl);
}

async function plan({ id, operation, overridePercentage }) {
  const abort = new AbortController();
  underWay.set(id, abort);
  try {
    const loaded = await planner;
    const plan = await loaded.planAsync(
      operation,
      null,
      new Set(),
      overridePercentage,
      abort.signal,
    );
    return { kind: 'planned', id, plan };
  } catch (error) {
    return { kind: 'failed', id, reason: String(error) };
  } finally {
    underWay.delete(id);
  }
}

function reply(message) {
  if (process.connected) process.send(message);
}
