import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { preParsingHookHandler } from 'fastify';
import { GatewayError } from '../errors/gateway-error.ts';

const DECODERS: ReadonlyMap<string, () => Transform> = new Map<string, () => Transform>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);
const ACCEPTED = 'gzip, deflate, br';

/**
 * Makes what reads bodies that are compressed (RFC 9110 §8.4.1), and stops as soon as one comes to more
 * than `mostBytes`: whoever reads it then finds it too long, and no more of it is inflated.
 */
export function createInflateBody(mostBytes: number): preParsingHookHandler {
  return (request, reply, payload, done) => {
    const { 'content-encoding': encoding = 'identity' } = request.headers;
    if (encoding === 'identity') return done(null, payload);
    const decoder = DECODERS.get(encoding.toLowerCase());
    if (decoder !== undefined) return done(null, inflate(payload, decoder(), mostBytes));
    reply.header('accept-encoding', ACCEPTED);
    const message = `A body is sent as it is, or compressed by one of ${ACCEPTED}.`;
    done(new GatewayError('UNSUPPORTED_MEDIA_TYPE', message));
  };
}

/** Fastify compares what was received with the announced length by this. */
type Decoded = Transform & { receivedEncodedLength: number };

/** Not a pipeline: that would destroy the request with the decoder, and the socket that the answer goes to. */
function inflate(payload: Readable, decoder: Transform, mostBytes: number): Decoded {
  const decoded = Object.assign(decoder, { receivedEncodedLength: 0 });
  let inflatedBytes = 0;
  payload.on('data', (chunk: Buffer) => {
    decoded.receivedEncodedLength += chunk.length;
  });
  payload.once('error', (error) => decoded.destroy(error));
  decoded.on('error', () => payload.unpipe(decoded));
  decoded.on('data', (chunk: Buffer) => {
    inflatedBytes += chunk.length;
    if (inflatedBytes <= mostBytes) return;
    payload.unpipe(decoded);
    decoded.destroy();
  });
  payload.pipe(decoded);
  return decoded;
}
