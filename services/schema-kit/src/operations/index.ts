export { coordinatesOf } from './coordinates-of.ts';
export { type NormalOperation, normaliseOperation } from './normalise-operation.ts';
