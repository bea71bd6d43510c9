import { federatedIdentical } from '../bench/workloads/federated/federated.ts';
import type { Workload } from '../bench/workloads/workload.ts';

/** Four subgraphs that ask one another, and their data. */
export const drilledWorkload: Workload = federatedIdentical;
