import { fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify from 'fastify';
import { buildApollo, contextOf } from './build-apollo.mjs';
import { readSetup } from './read-setup.mjs';

const setup = readSetup();
const server = await buildApollo(setup);
const context = async (request) => contextOf(request.headers, setup.forwardedHeaders);
const app = Fastify();
app.post('/graphql', fastifyApolloHandler(server, { context }));
await app.listen({ port: setup.port, host: '127.0.0.1' });
