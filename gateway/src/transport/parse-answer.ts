import type { GraphQLFormattedError } from 'graphql';
import { GatewayError } from '../errors/gateway-error.ts';
import { passExtensions } from './pass-extensions.ts';
import type { SubgraphAnswer } from './subgraph-client.ts';

export interface GraphqlAnswer {
  data?: Record<string, unknown> | null;
  /** The JSON of the data, where it is all that the answer holds. */
  dataJson?: string;
  errors?: readonly GraphQLFormattedError[];
}

/**
 * Reads a subgraph's answer as GraphQL. A well-formed body counts whatever its status, since it says
 * more than the status does. Of errors' extensions, those in `passedNames` are kept beside what the gateway
 * knows. Throws GatewayError SUBGRAPH_BAD_RESPONSE for anything that is not such an answer.
 */
export function parseAnswer(
  subgraph: string,
  { status, contentType, text }: Pick<SubgraphAnswer, 'status' | 'contentType' | 'text'>,
  passedNames: readonly string[] = [],
): GraphqlAnswer {
  const bad = (what: string, cause?: unknown) =>
    new GatewayError(
      'SUBGRAPH_BAD_RESPONSE',
      `Subgraph "${subgraph}" answered with ${what} (HTTP status ${status}).`,
      { cause },
    );
  if (!isJson(contentType)) throw bad('a content type that is not JSON');
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    throw bad('something that is not JSON', cause);
  }
  const fault = faultOf(body);
  if (fault !== null) throw bad(fault);
  const { data, errors } = body as WellFormed;
  // Extensions are for the gateway: an answer with some is not passed on as it is.
  if (data && Object.keys(body as object).length === 1) return withJson(data, text);
  return {
    ...(data !== undefined && { data }),
    ...(errors && { errors: readErrors(subgraph, errors, passedNames) }),
  };
}

/** PERF: what nearly all say is not searched. One that says nothing may mean anything. */
function isJson(contentType: string | undefined): boolean {
  return (
    contentType === undefined ||
    contentType === 'application/json; charset=utf-8' ||
    /^[^;]*\bjson\b/i.test(contentType)
  );
}

interface WellFormed {
  data?: Record<string, unknown> | null;
  errors?: readonly UnreadError[] | null;
}

/** What keeps a body from being a GraphQL response (spec §7.1), or null. Errors may be null: some say so. */
export function faultOf(body: unknown): string | null {
  if (!isObject(body)) return 'something that is not a GraphQL response';
  const { data, errors } = body;
  if (data !== undefined && data !== null && !isObject(data)) return 'malformed data';
  if (errors !== undefined && errors !== null && !isErrorList(errors)) return 'malformed errors';
  const hasErrors = Array.isArray(errors) && errors.length > 0;
  return !data && !hasErrors ? 'neither data nor errors' : null;
}

const DATA_ALONE = '{"data":';

function withJson(data: Record<string, unknown>, text: string): GraphqlAnswer {
  const trimmed = text.trimEnd();
  if (!trimmed.startsWith(DATA_ALONE)) return { data };
  return { data, dataJson: trimmed.slice(DATA_ALONE.length, -1) };
}

/** Of one answer. */
const MOST_ERRORS = 1_000;
const MOST_MESSAGE_CHARACTERS = 4_096;
const MOST_PATH_PARTS = 200;

function readErrors(
  subgraph: string,
  errors: readonly UnreadError[],
  passedNames: readonly string[],
): GraphQLFormattedError[] {
  const read = errors.slice(0, MOST_ERRORS).map((error) => readError(error, passedNames));
  if (errors.length <= MOST_ERRORS) return read;
  const left = errors.length - MOST_ERRORS;
  return [...read, { message: `Subgraph "${subgraph}" reported ${left} more errors.` }];
}

/**
 * Takes of an error what clients may know. Whatever else is in its extensions stays here: Apollo Server
 * would take `http` for the status and headers of its own response. What a setting passes on is kept apart
 * from the gateway's own extensions, so that it is never taken for one of them.
 */
function readError(
  { message, path, extensions: unread }: UnreadError,
  passedNames: readonly string[],
): GraphQLFormattedError {
  const extensions = isObject(unread) ? unread : {};
  const { code, requestId } = extensions;
  return {
    message: message.slice(0, MOST_MESSAGE_CHARACTERS),
    ...(isPath(path) && { path }),
    extensions: {
      ...(typeof code === 'string' && { code }),
      ...(typeof requestId === 'string' && { requestId }),
      ...(passedNames.length > 0 && { passed: passExtensions(extensions, passedNames) }),
    },
  };
}

type UnreadError = { message: string; path?: unknown; extensions?: unknown };

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isErrorList(value: unknown): value is readonly UnreadError[] {
  return (
    Array.isArray(value) &&
    value.every((error) => isObject(error) && typeof error.message === 'string')
  );
}

function isPath(value: unknown): value is readonly (string | number)[] {
  return (
    Array.isArray(value) &&
    value.length <= MOST_PATH_PARTS &&
    value.every((part) => typeof part === 'string' || typeof part === 'number')
  );
}
