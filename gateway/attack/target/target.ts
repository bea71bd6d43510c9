import type { Addressee } from '../http/graphql-request.ts';
import type { GraphShape } from './graph-shape.ts';

/** The server that is tried, and what is known of it. */
export interface Target extends Addressee {
  /** What innocent clients ask, and how that is answered. */
  readonly innocent: { readonly query: string; readonly body: string };
  readonly shape: GraphShape;
  /** Whether it tells its schema to whoever asks. */
  readonly showsSchema: boolean;
  /** Whether it looks at tokens: a forged one is refused with 401. */
  readonly judgesTokens: boolean;
  /** How long slow clients last. */
  readonly holdMs: number;
  /** Public keys of its token issuer, as JSON Web Keys: what attackers have, too. */
  readonly publicKeys: readonly JsonWebKey[];
}

type JsonWebKey = Readonly<Record<string, unknown>>;
