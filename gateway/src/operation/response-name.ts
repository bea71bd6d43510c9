import type { FieldNode } from 'graphql';

/** The key of a field in its response. */
export function responseNameOf({ alias, name }: Pick<FieldNode, 'alias' | 'name'>): string {
  return alias?.value ?? name.value;
}
