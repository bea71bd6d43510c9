/** A request as bytes: what HTTP libraries would refuse to send can be sent, too. */
export interface RawRequest {
  /** Written one after the other, `pauseMs` apart. */
  readonly pieces: readonly (string | Uint8Array)[];
  readonly pauseMs?: number;
  /** How many answers are to come; one unless it says otherwise. */
  readonly answers?: number;
  /** The answer to HEAD has no body, whatever its headers say. */
  readonly isHead?: boolean;
  /** Writes nothing more after the pieces, and says so: what is missing will never come. */
  readonly endsAfter?: boolean;
  /** Stays silent after the pieces for so long at most, then hangs up: for what the server ends in its own time. */
  readonly holdMs?: number;
}
