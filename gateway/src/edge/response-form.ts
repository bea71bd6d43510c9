import Negotiator from 'negotiator';
import { GatewayError } from '../errors/gateway-error.ts';
import type { ResponseForm } from '../request-context.ts';

const JSON_TYPE = 'application/json; charset=utf-8';
const GRAPHQL_TYPE = 'application/graphql-response+json; charset=utf-8';
/** In the order in which we send them to clients that take both alike. */
const OFFERED = [JSON_TYPE, GRAPHQL_TYPE];

/** For clients that take anything: what Apollo Server answers them, status and all. */
export const USUAL_FORM: ResponseForm = { mediaType: JSON_TYPE, requestErrorStatus: 400 };
const JSON_FORM: ResponseForm = { mediaType: JSON_TYPE, requestErrorStatus: 200 };
const GRAPHQL_FORM: ResponseForm = { mediaType: GRAPHQL_TYPE, requestErrorStatus: 400 };

/** PERF: what most clients send needs no parsing. */
const TAKES_ANYTHING = new Set<string | undefined>([undefined, '', '*/*']);

/**
 * Chooses by the `Accept` header of a request what it is answered with (RFC 9110 §12.5.1). Throws
 * GatewayError NOT_ACCEPTABLE when the client takes nothing that we have.
 */
export function chooseForm(accept: string | undefined): ResponseForm {
  if (accept === undefined || TAKES_ANYTHING.has(accept)) return USUAL_FORM;
  switch (new Negotiator({ headers: { accept } }).mediaType(OFFERED)) {
    case GRAPHQL_TYPE:
      return GRAPHQL_FORM;
    case JSON_TYPE:
      return /application\/json/i.test(accept) ? JSON_FORM : USUAL_FORM;
    default:
      throw new GatewayError(
        'NOT_ACCEPTABLE',
        'Answers are `application/graphql-response+json` or `application/json`; `accept` takes neither.',
      );
  }
}
