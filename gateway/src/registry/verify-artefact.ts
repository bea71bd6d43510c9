import { createHash } from 'node:crypto';
import type { AssertionTrust, Current } from '@causeway/subgraph-kit/service';
import { jwtVerify } from 'jose';
import { z } from 'zod';
import { reasonOf } from '../errors/reason-of.ts';
import { type Artefact, ArtefactError } from './artefact.ts';

const ISSUER = 'causeway-registry';
const TYPE = 'causeway-supergraph+jwt';

const claimsForm = z.object({ version: z.int().min(1), sha256: z.string() });

/** Finds out what was signed. Rejects with ArtefactError when it is not what the registry would sign. */
export type VerifyArtefact = (received: { sdl: string; signature: string }) => Promise<Artefact>;

/**
 * Believes a text only if a trusted key of the registry signed that it is a version of this variant: whoever
 * stands between the two, or has the file, can neither change it nor hand out another variant's.
 * RFC 8725 §3: one algorithm, its own type, issuer and subject.
 */
export function createVerifyArtefact(parts: {
  trust: Current<AssertionTrust>;
  graph: string;
}): VerifyArtefact {
  const { trust, graph } = parts;
  return async ({ sdl, signature }) => {
    const claims = await readClaims(signature);
    const hash = createHash('sha256').update(sdl).digest('hex');
    if (claims.sha256 !== hash) throw new ArtefactError('the signature is for another text');
    return { number: claims.version, sdl, hash, signature };
  };

  async function readClaims(signature: string): Promise<z.output<typeof claimsForm>> {
    try {
      const { payload } = await jwtVerify(signature, ({ kid }) => keyOf(kid), {
        ...{ algorithms: ['EdDSA'], typ: TYPE, issuer: ISSUER, subject: graph },
      });
      return claimsForm.parse(payload);
    } catch (cause) {
      if (cause instanceof ArtefactError) throw cause;
      const reason = reasonOf(cause);
      throw new ArtefactError(`the signature is not good: ${reason}`, { cause });
    }
  }

  function keyOf(kid = '') {
    const trusted = trust.current.get(kid);
    if (trusted?.issuer === ISSUER) return trusted.key;
    throw new ArtefactError(
      `it was signed with a key that is not trusted ("${kid.slice(0, 128)}")`,
    );
  }
}
