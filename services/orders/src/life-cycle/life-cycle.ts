import {
  DomainError,
  type InvalidInput,
  type Principal,
  requireScope,
  validateInput,
} from '@causeway/subgraph-kit';
import { type Order, WRITE_SCOPE } from '../orders/order.ts';
import type { OrderRejection } from '../orders/order-rejection.ts';
import type { OrdersLoaders } from '../orders-loaders.ts';
import type { PersonMessage } from '../saga/order-saga.ts';
import { requireActor } from './actor.ts';
import { judgeMove, type Refusal } from './judge-move.ts';
import type { OrderStatus } from './order-status.ts';
import {
  type OrderNotFound,
  orderNotFound,
  type PaymentOutstanding,
  paymentOutstanding,
  type TransitionNotAllowed,
  transitionNotAllowed,
} from './transition-failures.ts';
import { cancelInput, rejectInput, transitionInput } from './transition-input.ts';
import type { TransitionStore } from './transition-store.ts';

type MoveFailure = OrderNotFound | TransitionNotAllowed;

export type TransitionOutcome<N extends string, F extends MoveFailure | PaymentOutstanding> =
  | { readonly __typename: N; readonly order: Order }
  | InvalidInput
  | F;

export type CancelOutcome = TransitionOutcome<'CancelOrderSuccess', MoveFailure>;
export type RejectOutcome = TransitionOutcome<'RejectOrderSuccess', MoveFailure>;
export type FulfilOutcome = TransitionOutcome<
  'FulfilOrderSuccess',
  MoveFailure | PaymentOutstanding
>;

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
    async cancel(input: unknown): Promise<CancelOutcome> {
      // A program has no orders of its own.
      if (requireActor(viewer).kind === 'program') requireScope(viewer, WRITE_SCOPE);
      const checked = validateInput(cancelInput, input);
      if (checked.kind === 'invalid') return checked.failure;
      return succeed('CancelOrderSuccess', await move('cancel', checked.value));
    },

    async fulfil(input: unknown): Promise<FulfilOutcome> {
      requireScope(viewer, WRITE_SCOPE);
      const checked = validateInput(transitionInput, input);
      if (checked.kind === 'invalid') return checked.failure;
      return succeed('FulfilOrderSuccess', await move('fulfil', checked.value));
    },

    async reject(input: unknown): Promise<RejectOutcome> {
      requireScope(viewer, WRITE_SCOPE);
      const checked = validateInput(rejectInput, input);
      if (checked.kind === 'invalid') return checked.failure;
      return succeed('RejectOrderSuccess', await move('reject', checked.value));
    },
  };

  async function move(
    wish: 'fulfil',
    asked: { orderId: string },
  ): Promise<Order | MoveFailure | PaymentOutstanding>;
  async function move(
    wish: 'cancel' | 'reject',
    asked: { orderId: string; reason: string | null },
  ): Promise<Order | MoveFailure>;
  async function move(
    wish: PersonMessage,
    { orderId, reason = null }: { orderId: string; reason?: string | null },
  ): Promise<Order | MoveFailure | PaymentOutstanding> {
    const by = requireActor(viewer);
    const rejection: OrderRejection | null = wish === 'reject' ? { kind: 'by-shop' } : null;
    const outcome = await store.move<Refusal>(orderId, (order) => {
      const judgement = judgeMove(order, wish, viewer);
      if (judgement.kind !== 'allowed') return judgement;
      return { kind: 'move', stage: judgement.stage, by, at: now(), reason, rejection };
    });
    switch (outcome?.kind) {
      case 'moved':
        loaders.forget();
        loaders.rememberOrders([outcome.order]);
        return outcome.order;
      case 'impossible':
        return transitionNotAllowed(outcome.from, targets[wish]);
      case 'unpaid':
        return paymentOutstanding(outcome.payment);
      case 'forbidden':
        throw new DomainError('FORBIDDEN', `This needs the scope "${WRITE_SCOPE}".`);
      case 'hidden':
      case undefined:
        return orderNotFound(orderId);
    }
  }
}

const targets: Readonly<Record<PersonMessage, OrderStatus>> = {
  cancel: 'CANCELLED',
  reject: 'REJECTED',
  fulfil: 'FULFILLED',
};

function succeed<N extends string, F extends MoveFailure | PaymentOutstanding>(
  __typename: N,
  outcome: Order | F,
): { readonly __typename: N; readonly order: Order } | F {
  return '__typename' in outcome ? outcome : { __typename, order: outcome };
}
