import {
  advanceReservation,
  type ReservationMessage,
  type ReservationState,
} from '@causeway/catalog';
import { advance, isAsking, type OrderStage, type SagaMessage } from '@causeway/orders';

/**
 * One order with everything that the outcome depends on: both services' states, the messages between
 * them, the payment provider, and what is on its way to and from that. Services keep their state in
 * transactions and messages are kept until they are handled, so a killed process leaves nothing behind
 * but a request on its way, whose answer nobody hears.
 */
export interface World {
  readonly order: OrderStage;
  readonly reservation: ReservationState | null;
  readonly toCatalog: readonly ('order-placed' | ReservationMessage)[];
  readonly toOrders: readonly SagaMessage[];
  readonly provider: ProviderState;
  /** Requests that were sent and may yet have their effect. */
  readonly requests: readonly Request[];
  /** What the provider answered, and orders has not heard yet. */
  readonly answers: readonly SagaMessage[];
}

type ProviderState =
  | 'unknown'
  | 'held'
  | 'declined'
  | 'captured'
  | 'refused'
  | 'voided'
  | 'refunded';
type Request = 'authorise' | 'capture' | 'void' | 'refund';

export const beginning: World = {
  order: { status: 'PENDING', payment: 'NOT_ASKED' },
  reservation: null,
  toCatalog: ['order-placed'],
  toOrders: [],
  provider: 'unknown',
  requests: [],
  answers: [],
};

/** Every world that one step leads to, whoever takes it. */
export function stepsFrom(world: World): readonly World[] {
  return [
    ...peopleStep(world),
    ...timesOut(world),
    ...holdExpires(world),
    ...catalogHandles(world),
    ...ordersHandles(world),
    ...requestIsSent(world),
    ...providerActs(world),
    ...answerArrives(world),
  ];
}

/** Whether nothing happens any more unless somebody wants it to. */
export function isAtRest({ order, toCatalog, toOrders, requests, answers }: World): boolean {
  const underWay = [toCatalog, toOrders, requests, answers];
  return !isAsking(order.payment) && underWay.every(({ length }) => length === 0);
}

function peopleStep(world: World): readonly World[] {
  return (['cancel', 'reject', 'fulfil'] as const).flatMap((wish) => {
    const told = tell(world, wish);
    return told === world ? [] : [told];
  });
}

function timesOut(world: World): readonly World[] {
  const told = tell(world, 'timed-out');
  return told === world ? [] : [told];
}

function tell(world: World, message: SagaMessage): World {
  const order = advance(world.order, message);
  if (order === null) return world;
  const ended = order.status === 'REJECTED' || order.status === 'CANCELLED';
  const paid = order.payment === 'AUTHORISED' && world.order.payment !== 'AUTHORISED';
  const endedNow = ended && order.status !== world.order.status;
  const sentNow = order.status === 'FULFILLED' && world.order.status !== 'FULFILLED';
  return {
    ...world,
    order,
    toCatalog: [
      ...world.toCatalog,
      ...(paid ? (['payment-authorised'] as const) : []),
      ...(sentNow ? (['order-fulfilled'] as const) : []),
      ...(endedNow ? (['order-ended'] as const) : []),
    ],
  };
}

function holdExpires(world: World): readonly World[] {
  return world.reservation === 'HELD' ? [settle(world, 'hold-expired')] : [];
}

function settle(world: World, message: ReservationMessage): World {
  if (world.reservation === null) {
    if (message !== 'order-ended') throw new Error(`"${message}" about nothing.`);
    return { ...world, reservation: 'RELEASED' };
  }
  const reservation = advanceReservation(world.reservation, message);
  if (reservation === null) return world;
  const event = eventOf[reservation];
  const toOrders = event === undefined ? world.toOrders : [...world.toOrders, event];
  return { ...world, reservation, toOrders };
}

const eventOf: Readonly<Partial<Record<ReservationState, SagaMessage>>> = {
  HELD: 'stock-reserved',
  SHORT: 'stock-short',
  SOLD: 'stock-sold',
  EXPIRED: 'reservation-expired',
};

/** Handles the oldest message, and gets it once more if its acknowledgement is lost. */
function catalogHandles(world: World): readonly World[] {
  const [message, ...toCatalog] = world.toCatalog;
  if (message === undefined) return [];
  const handled = message === 'order-placed' ? reserve(world) : [settle(world, message)];
  return handled.flatMap((after) => [after, { ...after, toCatalog }]);
}

function reserve(world: World): readonly World[] {
  if (world.reservation !== null) return [world];
  return (['HELD', 'SHORT'] as const).map((reservation) => ({
    ...world,
    reservation,
    toOrders: [...world.toOrders, eventOf[reservation] as SagaMessage],
  }));
}

function ordersHandles(world: World): readonly World[] {
  const [message, ...rest] = world.toOrders;
  if (message === undefined) return [];
  const after = tell(world, message);
  return [after, { ...after, toOrders: rest }];
}

const requestOf: Readonly<Partial<Record<OrderStage['payment'], Request>>> = {
  AUTHORISING: 'authorise',
  CAPTURING: 'capture',
  VOIDING: 'void',
  REFUNDING: 'refund',
};

function requestIsSent(world: World): readonly World[] {
  const request = requestOf[world.order.payment];
  if (request === undefined || world.requests.includes(request)) return [];
  return [{ ...world, requests: [...world.requests, request].sort() }];
}

/** Any request that is on its way may be the next to arrive; its answer may be lost. */
function providerActs(world: World): readonly World[] {
  return world.requests.flatMap((request) => {
    const requests = world.requests.filter((other) => other !== request);
    return effectsOf(request, world.provider).flatMap(({ provider, answer }) => {
      const lost = { ...world, requests, provider };
      if (answer === null || world.answers.includes(answer)) return [lost];
      return [lost, { ...lost, answers: [...world.answers, answer].sort() }];
    });
  });
}

interface Effect {
  readonly provider: ProviderState;
  readonly answer: SagaMessage | null;
}

/** What the interface of payment providers promises. */
function effectsOf(request: Request, provider: ProviderState): readonly Effect[] {
  switch (request) {
    case 'authorise':
      if (provider === 'unknown') {
        return [
          { provider: 'held', answer: 'authorised' },
          { provider: 'declined', answer: 'declined' },
        ];
      }
      return [{ provider, answer: isHeld(provider) ? 'authorised' : 'declined' }];
    case 'capture':
      if (provider === 'held') {
        return [
          { provider: 'captured', answer: 'captured' },
          { provider: 'refused', answer: 'capture-refused' },
        ];
      }
      return [{ provider, answer: provider === 'captured' ? 'captured' : 'capture-refused' }];
    case 'void':
      if (provider === 'captured') return [{ provider, answer: 'captured' }];
      if (provider === 'unknown' || provider === 'held') {
        return [{ provider: 'voided', answer: 'voided' }];
      }
      return [{ provider, answer: 'voided' }];
    case 'refund':
      return provider === 'captured' || provider === 'refunded'
        ? [{ provider: 'refunded', answer: 'refunded' }]
        : [{ provider, answer: null }];
  }
}

function isHeld(provider: ProviderState): boolean {
  return provider === 'held' || provider === 'captured' || provider === 'refunded';
}

function answerArrives(world: World): readonly World[] {
  return world.answers.map((answer) => ({
    ...tell(world, answer),
    answers: world.answers.filter((other) => other !== answer),
  }));
}
