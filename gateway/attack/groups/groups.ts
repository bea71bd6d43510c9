import { batches } from './batches.ts';
import { bodies } from './bodies.ts';
import { crossSite } from './cross-site.ts';
import { documents } from './documents.ts';
import { fragments } from './fragments.ts';
import type { Group } from './group.ts';
import { headers } from './headers.ts';
import { identity } from './identity.ts';
import { persisted } from './persisted.ts';
import { protocols } from './protocols.ts';
import { prototypes } from './prototypes.ts';
import { slow } from './slow.ts';
import { tokens } from './tokens.ts';
import { validation } from './validation.ts';
import { variables } from './variables.ts';

/** Every group, in the order in which they run. */
export const groups: readonly Group[] = [
  ...[protocols, headers, bodies, slow],
  ...[documents, fragments, validation],
  ...[variables, prototypes, persisted, batches],
  ...[crossSite, tokens, identity],
];
