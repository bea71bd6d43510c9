import { DomainError, type RequestContext, type SubgraphOptions } from '@causeway/subgraph-kit';
import type { PaymentCallbacks, Reception } from './payment-callbacks.ts';

/** Where the payment provider calls back. */
export const CALLBACK_PATH = '/payments/callbacks';
export const SIGNATURE_HEADER = 'payment-signature';
/** Several times what a callback can need. */
const BODY_LIMIT_BYTES = 4_096;

type Routes = NonNullable<SubgraphOptions<RequestContext>['routes']>;

/**
 * `POST /payments/callbacks`: what came of a payment, in JSON, signed over the raw bytes. It answers 200
 * when what it says is committed, or was before; whatever else it answers, nothing has changed.
 */
export function callbackRoute(callbacks: PaymentCallbacks): Routes {
  return (app) => {
    app.register(async (scope) => {
      // The signature is of the bytes, so nothing reads them before it is looked at.
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser<Buffer>(
        'application/json',
        { parseAs: 'buffer' },
        (_request, body, done) => done(null, body),
      );
      scope.addHook('onSend', async (_request, reply) => {
        // RFC 9110 §15.5.2, and not by assertion as elsewhere in the service.
        if (reply.statusCode === 401) reply.header('www-authenticate', 'Payment-Signature');
      });
      scope.post(CALLBACK_PATH, { bodyLimit: BODY_LIMIT_BYTES }, async ({ body, headers }) => {
        const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
        const reception = await callbacks.receive(bytes, String(headers[SIGNATURE_HEADER] ?? ''));
        return { outcome: requireTaken(reception) };
      });
    });
  };
}

/** Throws what a callback is refused with. */
function requireTaken(reception: Reception): 'applied' | 'ignored' {
  switch (reception) {
    case 'applied':
    case 'ignored':
      return reception;
    case 'forged':
      throw new DomainError('UNAUTHENTICATED', 'No secret of ours made this signature.');
    case 'stale':
      throw new DomainError('UNAUTHENTICATED', 'This was signed more than five minutes from now.');
    case 'malformed':
      throw new DomainError('BAD_USER_INPUT', 'This is no callback about a payment.');
    case 'unknown-payment':
      throw new DomainError('NOT_FOUND', 'There is no payment with this key.');
  }
}
