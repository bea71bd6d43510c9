/** What the sandbox does with a payment. */
export interface SandboxBehaviour {
  /** The code it declines with; null if it authorises. */
  readonly declineCode: string | null;
  /** It authorises, and its answer is lost on the way. */
  readonly losesAnswer?: true;
  /** It answers `pending`, and says what came of it in so many callbacks, some moments later. */
  readonly callbacks?: number;
  /** It authorises, and refuses to capture. */
  readonly refusesCapture?: true;
}

/** The tokens of the sandbox, in the manner of providers' test cards. docs/checkout.md lists them. */
export const sandboxTokens: Readonly<Record<string, SandboxBehaviour>> = {
  tok_approved: { declineCode: null },
  tok_declined: { declineCode: 'card_declined' },
  tok_insufficient_funds: { declineCode: 'insufficient_funds' },
  tok_answer_lost: { declineCode: null, losesAnswer: true },
  tok_late_callback: { declineCode: null, callbacks: 1 },
  tok_double_callback: { declineCode: null, callbacks: 2 },
  tok_late_decline: { declineCode: 'card_declined', callbacks: 1 },
  tok_no_callback: { declineCode: null, callbacks: 0 },
  tok_capture_refused: { declineCode: null, refusesCapture: true },
};

/** How the sandbox treats a token; one that it never made is declined. */
export function behaviourOf(token: string): SandboxBehaviour {
  return Object.hasOwn(sandboxTokens, token)
    ? (sandboxTokens[token] as SandboxBehaviour)
    : { declineCode: 'unknown_token' };
}
