import type { Prisma, PrismaClient } from '@causeway/catalog-db';
import { appendEvent } from '@causeway/event-kit';
import { judgeLines, type WantedLine } from './judge-lines.ts';
import { reservedEvent, settledEvent, shortEvent } from './reservation-event.ts';
import {
  advanceReservation,
  type ReservationMessage,
  type ReservationState,
  takesStock,
} from './reservation-state.ts';

const DELETE_BATCH_SIZE = 1_000;

/** What was taken from stock for an order, and what became of it. */
export interface Reservation {
  readonly orderId: string;
  readonly state: ReservationState;
  /** Counts its changes. */
  readonly version: number;
}

/** What an order asks for, when, and until when it may be held. */
export interface ReservationRequest {
  readonly orderId: string;
  /** Each variant at most once. */
  readonly lines: readonly WantedLine[];
  readonly at: Date;
  readonly expiresAt: Date;
}

/**
 * Holds all lines of an order or none, in the transaction, with the event that says so. Null when the
 * catalog has heard of the order before: then nothing changes. The reservation is locked before its
 * variants, and those in the order of their ids, here and wherever else stock is moved: so no two
 * transactions wait for each other.
 */
export async function reserve(
  transaction: Prisma.TransactionClient,
  request: ReservationRequest,
): Promise<Reservation | null> {
  const { orderId, lines, at } = request;
  if (!(await insertReservation(transaction, request))) return null;
  const short = judgeLines(lines, await lockStock(transaction, lines));
  if (short.length > 0) {
    const reservation = await refuse(transaction, orderId);
    await appendEvent(transaction, shortEvent(reservation, { at, lines: short }));
    return reservation;
  }
  await takeStock(transaction, request);
  const reservation: Reservation = { orderId, state: 'HELD', version: 1 };
  await appendEvent(transaction, reservedEvent(reservation, request));
  return reservation;
}

/**
 * Moves the reservation of an order on, in the transaction, gives back what it no longer takes, and
 * tells orders. Null when the message changes nothing. Throws for a payment without a reservation: nobody
 * can have been told to pay.
 */
export async function settleReservation(
  transaction: Prisma.TransactionClient,
  orderId: string,
  { message, at }: { message: ReservationMessage; at: Date },
): Promise<Reservation | null> {
  const current = await lockReservation(transaction, orderId);
  if (current === null) return settleUnknown(transaction, orderId, { message, at });
  const state = advanceReservation(current.state, message);
  if (state === null) return null;
  const moved = await transaction.reservation.update({
    where: { orderId },
    data: { state, version: current.version + 1, expiresAt: null, updatedAt: at },
    select: { orderId: true, state: true, version: true },
  });
  if (takesStock(current.state) && !takesStock(state)) await giveStockBack(transaction, orderId);
  const event = settledEvent(moved, at);
  if (event !== null) await appendEvent(transaction, event);
  return moved;
}

/** What a message does about an order for which there is no reservation, never was or no longer. */
async function settleUnknown(
  transaction: Prisma.TransactionClient,
  orderId: string,
  { message, at }: { message: ReservationMessage; at: Date },
): Promise<Reservation | null> {
  switch (message) {
    case 'order-ended':
      // So that it stays ended when its placing is told after all.
      return insertReleased(transaction, orderId, at);
    case 'order-fulfilled':
      // It was placed before the catalog kept reservations.
      return null;
    case 'payment-authorised':
    case 'hold-expired':
      throw new Error(`No reservation for the order ${orderId}.`);
  }
}

/** Ends the reservations whose time is up, and forgets those that ended long ago. */
export function createReservationStore(client: PrismaClient) {
  return {
    /** Gives one back, with its event; false when there is none that nobody else is ending. */
    async expireNext(at: Date): Promise<boolean> {
      return client.$transaction(async (transaction) => {
        const orderId = await lockExpired(transaction, at);
        if (orderId === null) return false;
        await settleReservation(transaction, orderId, { message: 'hold-expired', at });
        return true;
      });
    },

    /** Forgets what came to its end before that time, up to a bound; returns whether that was all of it. */
    async forgetFinished(before: Date): Promise<boolean> {
      const forgotten = await client.$executeRaw`
        DELETE FROM reservation WHERE order_id = ANY (ARRAY(
          SELECT order_id FROM reservation
          WHERE state NOT IN ('HELD', 'SOLD') AND updated_at < ${before}
          ORDER BY updated_at LIMIT ${DELETE_BATCH_SIZE} FOR UPDATE SKIP LOCKED))`;
      return forgotten < DELETE_BATCH_SIZE;
    },
  };
}

async function lockExpired(
  transaction: Prisma.TransactionClient,
  at: Date,
): Promise<string | null> {
  const [row] = await transaction.$queryRaw<{ orderId: string }[]>`
    SELECT order_id AS "orderId" FROM reservation WHERE expires_at <= ${at}
    ORDER BY expires_at LIMIT 1 FOR UPDATE SKIP LOCKED`;
  return row?.orderId ?? null;
}

async function refuse(
  transaction: Prisma.TransactionClient,
  orderId: string,
): Promise<Reservation> {
  return transaction.reservation.update({
    where: { orderId },
    data: { state: 'SHORT', expiresAt: null },
    select: { orderId: true, state: true, version: true },
  });
}

/** False when there is one: a second message about the order waits here for the first. */
async function insertReservation(
  transaction: Prisma.TransactionClient,
  { orderId, at, expiresAt }: ReservationRequest,
): Promise<boolean> {
  const inserted = await transaction.$executeRaw`
    INSERT INTO reservation (order_id, state, expires_at, created_at, updated_at)
    VALUES (${orderId}::uuid, 'HELD', ${expiresAt}, ${at}, ${at})
    ON CONFLICT (order_id) DO NOTHING`;
  return inserted === 1;
}

async function insertReleased(
  transaction: Prisma.TransactionClient,
  orderId: string,
  at: Date,
): Promise<Reservation> {
  return transaction.reservation.create({
    data: { orderId, state: 'RELEASED', createdAt: at, updatedAt: at },
    select: { orderId: true, state: true, version: true },
  });
}

async function lockReservation(
  transaction: Prisma.TransactionClient,
  orderId: string,
): Promise<Reservation | null> {
  const [row] = await transaction.$queryRaw<Reservation[]>`
    SELECT order_id AS "orderId", state, version FROM reservation
    WHERE order_id = ${orderId}::uuid FOR UPDATE`;
  return row ?? null;
}

async function lockStock(
  transaction: Prisma.TransactionClient,
  lines: readonly WantedLine[],
): Promise<ReadonlyMap<string, number>> {
  const ids = lines.map(({ variantId }) => variantId);
  const rows = await transaction.$queryRaw<{ id: string; stock: number }[]>`
    SELECT id, stock FROM variant WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
  return new Map(rows.map(({ id, stock }) => [id, stock]));
}

/** The variants are locked, and have enough. */
async function takeStock(
  transaction: Prisma.TransactionClient,
  { orderId, lines }: ReservationRequest,
): Promise<void> {
  const variantIds = lines.map(({ variantId }) => variantId);
  const quantities = lines.map(({ quantity }) => quantity);
  await transaction.$executeRaw`
    WITH taken AS (
      INSERT INTO reservation_line (order_id, variant_id, quantity)
      SELECT ${orderId}::uuid, * FROM unnest(${variantIds}::uuid[], ${quantities}::int[])
      RETURNING variant_id, quantity
    )
    UPDATE variant SET stock = variant.stock - taken.quantity
    FROM taken WHERE taken.variant_id = variant.id`;
}

async function giveStockBack(
  transaction: Prisma.TransactionClient,
  orderId: string,
): Promise<void> {
  await transaction.$executeRaw`
    WITH locked AS (
      SELECT variant.id, line.quantity
      FROM variant JOIN reservation_line line ON line.variant_id = variant.id
      WHERE line.order_id = ${orderId}::uuid
      ORDER BY variant.id
      FOR UPDATE OF variant
    )
    UPDATE variant SET stock = variant.stock + locked.quantity
    FROM locked WHERE locked.id = variant.id`;
}
