import {
  addressGroup,
  DomainError,
  type Logger,
  type RequestContext,
  type SubgraphOptions,
} from '@causeway/subgraph-kit';
import type { Clock } from '../clock.ts';
import type { ConcurrencyLimit } from '../passwords/limit-concurrency.ts';
import type { GrantClientCredentials, GrantedToken } from './grant-client-credentials.ts';
import { OAuthError } from './oauth-error.ts';
import { readClientCredentials } from './read-client-credentials.ts';
import { readForm } from './read-form.ts';

export const TOKEN_PATH = '/oauth/token';
/** Several times what the parameters can need. */
const BODY_LIMIT_BYTES = 8_192;
/** How long a request waits for its turn. */
const WAIT_MS = 5_000;
const FORM = 'application/x-www-form-urlencoded';

type Routes = NonNullable<SubgraphOptions<RequestContext>['routes']>;
type App = Parameters<Routes>[0];

/** `POST /oauth/token`: RFC 6749 §3.2, for the grant `client_credentials`. */
export function tokenRoute(parts: {
  grantClientCredentials: GrantClientCredentials;
  limit: ConcurrencyLimit;
  now: Clock;
}): Routes {
  const { grantClientCredentials, limit, now } = parts;
  return (app) => {
    app.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser<string>(FORM, { parseAs: 'string' }, (_request, body, done) =>
        done(null, body),
      );
      scope.addHook('onSend', async (_request, reply) => {
        // RFC 6749 §5.1.
        reply.header('cache-control', 'no-store').header('pragma', 'no-cache');
      });
      answerFailures(scope);
      scope.post(TOKEN_PATH, { bodyLimit: BODY_LIMIT_BYTES }, async (request) => {
        const form = readForm(typeof request.body === 'string' ? request.body : '');
        requireGrantType(form);
        const credentials = readClientCredentials(request.headers.authorization, form);
        const granted = await limit.run(
          () =>
            grantClientCredentials(
              { credentials, scope: form.get('scope') },
              { address: addressGroup(request.ip), logger: request.log as Logger },
            ),
          AbortSignal.timeout(WAIT_MS),
        );
        return tokenResponse(granted, now());
      });
    });
    app.route({
      method: ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
      url: TOKEN_PATH,
      handler: (_request, reply) =>
        reply
          .code(405)
          .header('allow', 'POST')
          .send(errorBody('invalid_request', 'Tokens are asked for by POST only.')),
    });
  };
}

/** Every failure in the form of RFC 6749 §5.2; what is our fault is left to the server, which masks it. */
function answerFailures(scope: App): void {
  scope.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
    if (error instanceof OAuthError) {
      request.log.info({ error: error.code, reason: error.message }, 'token refused');
      reply.code(error.status).headers(error.headers);
      return reply.send(errorBody(error.code, error.message));
    }
    if (error instanceof DomainError && error.httpStatus === 503) {
      return reply.code(503).send(errorBody('temporarily_unavailable', error.message));
    }
    const { statusCode = 500 } = error;
    if (statusCode >= 500) throw error;
    return reply
      .code(statusCode)
      .send(errorBody('invalid_request', `Send ${FORM} of at most ${BODY_LIMIT_BYTES} bytes.`));
  });
}

function requireGrantType(form: ReadonlyMap<string, string>): void {
  const grantType = form.get('grant_type');
  if (grantType === undefined) {
    throw new OAuthError('invalid_request', 'The parameter grant_type is missing.');
  }
  if (grantType !== 'client_credentials') {
    throw new OAuthError('unsupported_grant_type', 'The only grant is client_credentials.');
  }
}

/** RFC 6749 §5.1. */
function tokenResponse({ token, expiresAt, scopes }: GrantedToken, instant: Date) {
  return {
    access_token: token,
    token_type: 'Bearer',
    expires_in: Math.floor((expiresAt.getTime() - instant.getTime()) / 1_000),
    scope: scopes.join(' '),
  };
}

function errorBody(error: OAuthError['code'], description: string) {
  return { error, error_description: description };
}
