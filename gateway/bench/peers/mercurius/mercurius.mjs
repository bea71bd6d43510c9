import mercuriusGateway from '@mercuriusjs/gateway';
import Fastify from 'fastify';
import { pickHeaders, readSetup } from '../read-setup.mjs';

const { port, subgraphs, forwardedHeaders } = readSetup();
const app = Fastify();
app.register(mercuriusGateway, {
  jit: 1,
  gateway: {
    services: subgraphs.map(({ name, url, sdl }) => ({
      name,
      url,
      schema: sdl,

      mandatory: true,
      rewriteHeaders: (headers) => pickHeaders(headers ?? {}, forwardedHeaders),
    })),
  },
});
await app.listen({ port, host: '127.0.0.1' });
