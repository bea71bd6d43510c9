import type { Operation } from '../registry/operation-card.tsx';
import fieldOperationsOperation from './operations/field-operations.graphql?raw';
import fieldUsageOperation from './operations/field-usage.graphql?raw';

export { fieldOperationsOperation, fieldUsageOperation };

export interface FieldUse {
  coordinate: string;
  subgraphs: readonly string[];
  isDeprecated: boolean;
  count: number;
  operationCount: number;
  lastSeen: string | null;
  clients: readonly string[];
}

/** What `field-usage.graphql` is answered with. */
export interface FieldUsageAnswer {
  variant: { current: { number: number } | null; fieldUsage: readonly FieldUse[] } | null;
}

/** What `field-operations.graphql` is answered with. */
export interface FieldOperationsAnswer {
  variant: { operations: readonly Operation[] } | null;
}
