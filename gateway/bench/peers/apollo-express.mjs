import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import { buildApollo, contextOf } from './build-apollo.mjs';
import { readSetup } from './read-setup.mjs';

const setup = readSetup();
const server = await buildApollo(setup);
const context = async ({ req }) => contextOf(req.headers, setup.forwardedHeaders);
express()
  .use('/graphql', express.json({ limit: '1mb' }), expressMiddleware(server, { context }))
  .listen(setup.port, '127.0.0.1');
