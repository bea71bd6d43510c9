import type { SeedScale } from '@causeway/database';
import type { LogMode } from '../process/supervise.ts';
import { localFolder } from '../repository.ts';

/** What `npm start` can be told. Port 0 means any free one. */
export interface StackOptions {
  /** Data, keys and the composed supergraph. */
  folder: string;
  gatewayPort: number;
  /** How many gateway processes share that port. */
  workers: number;
  /** identity's port; catalog and orders take the two after it. */
  servicesPort: number;
  registryPort: number;
  postgresPort: number;
  /** Of an OpenID provider to try sign-in with; null for none. */
  openidPort: number | null;
  host: string;
  logMode: LogMode;
  seed: SeedScale | null;
  buildSandbox: boolean;
}

export const defaultStackOptions: StackOptions = {
  folder: localFolder,
  gatewayPort: 4000,
  workers: 1,
  servicesPort: 4001,
  registryPort: 4004,
  postgresPort: 54329,
  openidPort: null,
  host: '127.0.0.1',
  logMode: 'quiet',
  seed: 'small',
  buildSandbox: true,
};
