import type { ASTNode, DocumentNode } from 'graphql';

/**
 * The type, and the field if it is inside of one, that stands at an offset of a schema document:
 * `Order`, or `Order.total`. Null between definitions.
 */
export function coordinateAt(document: DocumentNode, offset: number): string | null {
  const definition = document.definitions.find((node) => spans(node, offset));
  if (definition === undefined || !('name' in definition) || !definition.name) return null;
  const members = 'fields' in definition ? (definition.fields ?? []) : [];
  const member = members.find((node) => spans(node, offset));
  return member === undefined
    ? definition.name.value
    : `${definition.name.value}.${member.name.value}`;
}

function spans({ loc }: ASTNode, offset: number): boolean {
  return loc !== undefined && loc.start <= offset && offset < loc.end;
}
