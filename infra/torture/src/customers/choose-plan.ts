import { pick, type Random } from '../random.ts';
import type { Shelf } from '../world/stock-shelves.ts';

/** What a customer is going to do, however long each of it takes. */
export interface Plan {
  /** How many of which variant. */
  readonly lines: ReadonlyMap<string, number>;
  readonly paymentToken: string;
  /** Checks out twice at once. */
  readonly sendsTwice: boolean;
  /** Checks out again when the answer is there. */
  readonly sendsAgain: boolean;
  /** Calls the order off as soon as there is one. */
  readonly cancels: boolean;
}

/** How often of a hundred a customer pays with which token. */
const tokens: readonly (readonly [token: string, share: number])[] = [
  ['tok_approved', 78],
  ['tok_declined', 6],
  ['tok_answer_lost', 3],
  ['tok_late_callback', 4],
  ['tok_double_callback', 4],
  ['tok_late_decline', 2],
  ['tok_no_callback', 1],
  ['tok_capture_refused', 2],
];

const SENDS_TWICE = 0.15;
const SENDS_AGAIN_LATER = 0.1;
const CANCELS = 0.08;

/** All of it is drawn beforehand: so the same numbers mean the same visit. */
export function choosePlan(shelves: readonly Shelf[], random: Random): Plan {
  return {
    lines: chooseLines(shelves, random),
    paymentToken: chooseToken(random),
    sendsTwice: random() < SENDS_TWICE,
    sendsAgain: random() < SENDS_AGAIN_LATER,
    cancels: random() < CANCELS,
  };
}

function chooseLines(shelves: readonly Shelf[], random: Random): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const wanted = 1 + Math.floor(random() * 3);
  while (lines.size < Math.min(wanted, shelves.length)) {
    lines.set(pick(shelves, random).variantId, 1 + Math.floor(random() * 3));
  }
  return lines;
}

function chooseToken(random: Random): string {
  let draw = random() * 100;
  for (const [token, share] of tokens) {
    draw -= share;
    if (draw < 0) return token;
  }
  return 'tok_approved';
}
