import type { FastifyRequest } from 'fastify';
import { GatewayError } from '../errors/gateway-error.ts';
import type { GraphqlRequest } from '../operation/graphql-request.ts';

type Parameters = Readonly<Record<string, unknown>>;

/**
 * Reads what a request asks of the graph: from the body of a POST, or the address of a GET. Throws
 * GatewayError BAD_REQUEST that names the parameter which is not what it has to be.
 */
export function readGraphqlRequest(request: FastifyRequest): GraphqlRequest {
  return request.method === 'GET' ? checked(inAddress(request.url)) : readOperation(request.body);
}

/** Reads an operation from the body of a request, or from one place of a batch. Throws as above. */
export function readOperation(body: unknown): GraphqlRequest {
  return checked(inBody(body));
}

function inBody(body: unknown): Parameters {
  if (!isObject(body)) throw bad('The body must be a JSON object with a `query`.');
  return body;
}

const JSON_PARAMETERS = new Set(['variables', 'extensions']);

function inAddress(url: string): Parameters {
  const start = url.indexOf('?');
  const given = [...new URLSearchParams(start < 0 ? '' : url.slice(start))];
  const names = given.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw bad(`The parameter \`${twice}\` is there twice.`);
  return Object.fromEntries(
    given.map(([name, text]) => [name, JSON_PARAMETERS.has(name) ? parsed(name, text) : text]),
  );
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw bad(`The parameter \`${name}\` is not JSON.`);
  }
}

function checked(parameters: Parameters): GraphqlRequest {
  const { query, documentId, operationName, variables, extensions } = parameters;
  if (!isAbsent(query) && typeof query !== 'string') throw bad('`query` must be a string.');
  if (!isAbsent(documentId) && typeof documentId !== 'string') {
    throw bad('`documentId` must be a string.');
  }
  if (!isAbsent(operationName) && typeof operationName !== 'string') {
    throw bad('`operationName` must be a string.');
  }
  if (!isAbsent(variables) && !isObject(variables)) throw bad('`variables` must be an object.');
  if (!isAbsent(extensions) && !isObject(extensions)) throw bad('`extensions` must be an object.');
  return {
    ...(!isAbsent(query) && { query }),
    ...(!isAbsent(documentId) && { documentId }),
    ...(!isAbsent(operationName) && { operationName }),
    ...(!isAbsent(variables) && { variables }),
    ...(!isAbsent(extensions) && { extensions }),
  };
}

function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function bad(message: string): GatewayError {
  return new GatewayError('BAD_REQUEST', message);
}
