import type { VersionCause } from '@causeway/registry-db';

/** One state of a variant; the texts are read when they are asked for. */
export interface Version {
  readonly ref: string;
  readonly number: number;
  readonly cause: VersionCause;
  readonly changedSubgraphs: readonly string[];
  readonly restores: number | null;
  readonly reason: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly supergraphHash: string;
  readonly apiHash: string;
}

/** Two versions of a variant that are compared. */
export interface VersionPair {
  readonly from: Version;
  readonly to: Version;
}
