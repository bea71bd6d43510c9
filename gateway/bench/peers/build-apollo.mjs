import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { pickHeaders } from './read-setup.mjs';

/** Apollo's gateway in Apollo's server, both as they come. */
export async function buildApollo({ supergraphSdl, forwardedHeaders }) {
  const server = new ApolloServer({
    gateway: new ApolloGateway({
      supergraphSdl,
      // Without headers to pass on, the data source stays Apollo's own.
      ...(forwardedHeaders.length > 0 && {
        buildService: ({ url }) => new ForwardingDataSource({ url }),
      }),
    }),
  });
  await server.start();
  return server;
}

/** How Apollo's documentation passes headers on. */
class ForwardingDataSource extends RemoteGraphQLDataSource {
  willSendRequest({ request, context }) {
    for (const [name, value] of Object.entries(context.forwarded ?? {})) {
      request.http.headers.set(name, value);
    }
  }
}

/** What both HTTP servers give as the context of an operation. */
export const contextOf = (headers, forwardedHeaders) => ({
  forwarded: pickHeaders(headers, forwardedHeaders),
});
