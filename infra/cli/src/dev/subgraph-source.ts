import type { SubgraphInput } from '@causeway/schema-kit';

/** A place that tells one subgraph or several, and can be asked again. */
export interface Source {
  /** As people know it: an address, a variant, a file. */
  readonly label: string;
  /** Which subgraph comes from here; null where it is whatever a variant holds. */
  readonly name: string | null;
  /** How long to wait before asking again; null where nothing is asked: files are looked at by themselves. */
  readonly pauseMs: number | null;
  /** Rejects with IntrospectionError or CliError while there is no answer. */
  read(): Promise<readonly SubgraphInput[]>;
}
