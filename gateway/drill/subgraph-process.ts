import { parseArgs } from 'node:util';
import {
  addHealthRoutes,
  closeServer,
  createDrainSwitch,
  followConnections,
  runService,
} from '@causeway/subgraph-kit/service';
import Fastify from 'fastify';
import { answerSubgraph } from '../bench/subgraphs/answer-subgraph.ts';
import { drilledWorkload } from './drilled-workload.ts';

/**
 * A process that serves subgraphs of the drill at `/<name>`: with data of its own, and for the rest with what
 * our services have. It may share its port, so that the next one is there before it goes.
 */
await runService(async () => {
  const { values } = parseArgs({ options: { port: { type: 'string' } } });
  const drain = createDrainSwitch();
  const app = Fastify({ return503OnClosing: false, bodyLimit: 10_000_000 });
  const connections = followConnections(app.server);
  addHealthRoutes(app, { isReady: async () => true, drain });
  app.addHook('onSend', async (_request, reply) => {
    if (drain.isDraining) reply.header('connection', 'close');
  });
  const answer = answerSubgraph(drilledWorkload);
  app.post('/:name', async (request, reply) => {
    const { name } = request.params as { name: string };
    reply.type('application/json');
    return answer(name, JSON.stringify(request.body));
  });
  // Fastify hands all of it to Node, also what its types do not know.
  const address = { host: '127.0.0.1', port: Number(values.port), reusePort: true };
  await app.listen(address);
  return { close: () => closeServer({ app, drain, connections }) };
});
