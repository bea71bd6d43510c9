/** A supergraph that cannot be read or is not valid. The message is for whoever runs the gateway. */
export class SupergraphError extends Error {
  override readonly name = 'SupergraphError';
}
