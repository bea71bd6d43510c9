import type { AssertionKey, Current } from '@causeway/subgraph-kit';
import { SignJWT } from 'jose';

const SIGNATURE_TYPE = 'causeway-supergraph+jwt';
const ISSUER = 'causeway-registry';

/** What is signed: which variant's version it is, and the text that it has by its SHA-256. */
export interface SignedArtefact {
  readonly ref: string;
  readonly number: number;
  readonly hash: string;
}

/** Signs as RFC 7515 has it, with Ed25519 (RFC 8037). It does not expire: what was served may be served again. */
export type SignSupergraph = (artefact: SignedArtefact) => Promise<string>;

export function createSignSupergraph(key: Current<AssertionKey>): SignSupergraph {
  return ({ ref, number, hash }) => {
    const { kid, privateKey } = key.current;
    return new SignJWT({ version: number, sha256: hash })
      .setProtectedHeader({ alg: 'EdDSA', kid, typ: SIGNATURE_TYPE })
      .setIssuer(ISSUER)
      .setSubject(ref)
      .setIssuedAt()
      .sign(privateKey);
  };
}
