import { CliError } from '../cli-error.ts';

/** A right as the registry takes it. */
export interface Grant {
  graph: string;
  variant?: string;
  subgraph?: string;
  permissions: string[];
}

const PERMISSIONS: readonly string[] = [
  ...['READ', 'SERVE', 'CHECK', 'PUBLISH', 'ROLLBACK', 'ADMIN'],
];
const GRANT = /^([^@/:]+)(?:@([^/:]+))?(?:\/([^:]+))?:([A-Za-z]+(?:,[A-Za-z]+)*)$/;

/** Reads `graph[@variant][/subgraph]:PERMISSION,…`. Throws CliError for anything else. */
export function parseGrant(text: string): Grant {
  const [, graph, variant, subgraph, permissions] = GRANT.exec(text) ?? [];
  if (graph === undefined || permissions === undefined) {
    throw new CliError('usage', {
      code: 'GRANT',
      message:
        `"${text}" is no grant: expected graph[@variant][/subgraph]:PERMISSION,…,` +
        ' such as shop@production/catalog:CHECK,PUBLISH.',
    });
  }
  const wanted = permissions.toUpperCase().split(',');
  const unknown = wanted.find((permission) => !PERMISSIONS.includes(permission));
  if (unknown !== undefined) {
    const message = `"${unknown}" is no permission: there are ${PERMISSIONS.join(', ')}.`;
    throw new CliError('usage', { code: 'GRANT', message });
  }
  return {
    graph,
    ...(variant !== undefined && { variant }),
    ...(subgraph !== undefined && { subgraph }),
    permissions: wanted,
  };
}

/** Writes a grant as `parseGrant` reads it. */
export function printGrant(grant: {
  graph: string;
  variant: string | null;
  subgraph: string | null;
  permissions: readonly string[];
}): string {
  const { graph, variant, subgraph, permissions } = grant;
  const where = `${graph}${variant === null ? '' : `@${variant}`}`;
  return `${where}${subgraph === null ? '' : `/${subgraph}`}:${permissions.join(',')}`;
}
