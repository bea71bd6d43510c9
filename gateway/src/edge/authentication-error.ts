import { GatewayError } from '../errors/gateway-error.ts';

/** The client presented a token that is not accepted. Its message may be shown: it names no key. */
export class AuthenticationError extends GatewayError {
  override readonly name = 'AuthenticationError';

  constructor(message: string, options?: ErrorOptions) {
    super('UNAUTHENTICATED', message, options);
  }

  /** RFC 6750 §3: the challenge that goes with the 401. */
  get challenge(): string {
    return `Bearer error="invalid_token", error_description="${this.message.replaceAll('"', "'")}"`;
  }
}

/** The client presented no token where one is needed. */
export class AuthenticationRequiredError extends AuthenticationError {
  constructor() {
    super('Sign in to use this graph.');
  }

  /** RFC 6750 §3.1: without an error code, since nothing was presented that could be wrong. */
  override get challenge(): string {
    return 'Bearer';
  }
}

/** Nobody can say whether the token is good: the issuer's keys cannot be had. */
export class AuthenticationUnavailableError extends GatewayError {
  override readonly name = 'AuthenticationUnavailableError';

  constructor(options?: ErrorOptions) {
    super('AUTHENTICATION_UNAVAILABLE', 'Tokens cannot be verified at the moment.', options);
  }
}
