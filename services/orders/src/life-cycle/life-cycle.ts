import {
  DomainError,
  type InvalidInput,
  type Principal,
  requireScope,
  validateInput,
} from '@causeway/subgraph-kit';
import { requireCustomerId } from '../customers/require-customer-id.ts';
import type { ReachedStatus } from '../events/order-event.ts';
import { type Order, WRITE_SCOPE } from '../orders/order.ts';
import type { OrdersLoaders } from '../orders-loaders.ts';
import { judgeMove, type Refusal } from './judge-move.ts';
import {
  type OrderNotFound,
  orderNotFound,
  type TransitionNotAllowed,
  transitionNotAllowed,
} from './transition-failures.ts';
import { cancelInput, rejectInput, transitionInput } from './transition-input.ts';
import type { TransitionStore } from './transition-store.ts';

type MoveFailure = OrderNotFound | TransitionNotAllowed;

export type TransitionOutcome<N extends string> =
  | { readonly __typename: N; readonly order: Order }
  | InvalidInput
  | MoveFailure;

export type LifeCycle = ReturnType<typeof createLifeCycle>;

/** Moves orders on behalf of one viewer. Throws UNAUTHENTICATED or FORBIDDEN for one who may not. */
export function createLifeCycle(options: {
  store: TransitionStore;
  loaders: OrdersLoaders;
  viewer: Principal;
  now: () => Date;
}) {
  const { store, loaders, viewer, now } = options;

  return {
    /** By the customer, or by staff. */
    async cancel(input: unknown): Promise<TransitionOutcome<'CancelOrderSuccess'>> {
      requireCustomerId(viewer);
      const checked = validateInput(cancelInput, input);
      if (checked.kind === 'invalid') return checked.failure;
      return succeed('CancelOrderSuccess', await move(checked.value, 'CANCELLED'));
    },

    async confirm(input: unknown): Promise<TransitionOutcome<'ConfirmOrderSuccess'>> {
      requireScope(viewer, WRITE_SCOPE);
      const checked = validateInput(transitionInput, input);
      if (checked.kind === 'invalid') return checked.failure;
      return succeed('ConfirmOrderSuccess', await move(checked.value, 'CONFIRMED'));
    },

    async fulfil(input: unknown): Promise<TransitionOutcome<'FulfilOrderSuccess'>> {
      requireScope(viewer, WRITE_SCOPE);
      const checked = validateInput(transitionInput, input);
      if (checked.kind === 'invalid') return checked.failure;
      return succeed('FulfilOrderSuccess', await move(checked.value, 'FULFILLED'));
    },

    async reject(input: unknown): Promise<TransitionOutcome<'RejectOrderSuccess'>> {
      requireScope(viewer, WRITE_SCOPE);
      const checked = validateInput(rejectInput, input);
      if (checked.kind === 'invalid') return checked.failure;
      return succeed('RejectOrderSuccess', await move(checked.value, 'REJECTED'));
    },
  };

  async function move(
    { orderId, reason = null }: { orderId: string; reason?: string | null },
    to: ReachedStatus,
  ): Promise<Order | MoveFailure> {
    const by = requireCustomerId(viewer);
    const outcome = await store.move<Refusal>(orderId, (order) => {
      const judgement = judgeMove(order, to, viewer);
      return judgement.kind === 'allowed' ? { kind: 'move', to, by, at: now(), reason } : judgement;
    });
    switch (outcome?.kind) {
      case 'moved':
        loaders.forget();
        loaders.rememberOrders([outcome.order]);
        return outcome.order;
      case 'impossible':
        return transitionNotAllowed(outcome.from, to);
      case 'forbidden':
        throw new DomainError('FORBIDDEN', `This needs the scope "${WRITE_SCOPE}".`);
      case 'hidden':
      case undefined:
        return orderNotFound(orderId);
    }
  }
}

function succeed<N extends string>(
  __typename: N,
  outcome: Order | MoveFailure,
): { readonly __typename: N; readonly order: Order } | MoveFailure {
  return '__typename' in outcome ? outcome : { __typename, order: outcome };
}
