import type { Exchange } from '../http/exchange.ts';
import type { RawRequest } from '../http/raw-request.ts';
import type { Target } from '../target/target.ts';

/** Something that a server must withstand. */
export interface HostileCase {
  /** What is sent, in a few words. */
  readonly name: string;
  /** The advisory or complaint about another server that it stands for. */
  readonly known?: string;
  /** Made when its turn comes; several are sent at the same time, each on a connection of its own. */
  request(): RawRequest | readonly RawRequest[];
  readonly expect: Expectation;
  /** Finds what else is wrong with what came, or null. */
  findFault?(exchange: Exchange): string | null;
}

/**
 * `refused`: a 4xx with a code, one of these where a server is held to them. `answered`: as an innocent
 * request is. `tolerated`: either, or the connection closed: what matters is that nothing breaks or leaks.
 * `cut off`: no answer but a refusal, within the deadline.
 */
export type Expectation =
  | { kind: 'refused'; status: readonly number[]; codes: readonly string[] }
  | { kind: 'answered' }
  | { kind: 'tolerated' }
  | { kind: 'cut off' };

/** Cases of one kind. */
export interface Group {
  readonly name: string;
  readonly summary: string;
  cases(target: Target): readonly HostileCase[] | Promise<readonly HostileCase[]>;
}

export const answered: Expectation = { kind: 'answered' };
export const tolerated: Expectation = { kind: 'tolerated' };
export const cutOff: Expectation = { kind: 'cut off' };

/** Refused with 400 and the code, or one of them. */
export function refused(...codes: readonly string[]): Expectation {
  return { kind: 'refused', status: [400], codes };
}

export function refusedWith(
  status: number | readonly number[],
  ...codes: readonly string[]
): Expectation {
  return { kind: 'refused', status: [status].flat(), codes };
}
