import { big } from './big/big.ts';
import { federatedAllDifferent, federatedIdentical } from './federated/federated.ts';
import { flagship } from './flagship/flagship.ts';
import { planning } from './planning/planning.ts';
import { tiny } from './tiny/tiny.ts';
import type { Workload } from './workload.ts';

export const workloads: readonly Workload[] = [
  federatedIdentical,
  federatedAllDifferent,
  tiny,
  big,
  planning,
  flagship,
];
