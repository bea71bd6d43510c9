import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';

/** A key that a registry could sign with, and the trust file that says so. */
export interface RegistryKey {
  readonly trustFile: string;
  /** Signs as the registry does, or with some claims of one's own. */
  sign(artefact: SignedArtefact): Promise<string>;
}

export interface SignedArtefact {
  readonly sdl: string;
  readonly version: number;
  readonly graph?: string;
  readonly issuer?: string;
  readonly typ?: string;
  readonly sha256?: string;
}

export function createRegistryKey(): RegistryKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const kid = randomUUID();
  const keys = [{ ...publicKey.export({ format: 'jwk' }), kid }];
  return {
    trustFile: JSON.stringify({ issuers: { 'causeway-registry': { keys } } }),
    sign({ sdl, version, graph = 'shop@test', issuer = 'causeway-registry', ...rest }) {
      const { typ = 'causeway-supergraph+jwt', sha256 = sha256Of(sdl) } = rest;
      return new SignJWT({ version, sha256 })
        .setProtectedHeader({ alg: 'EdDSA', kid, typ })
        .setIssuer(issuer)
        .setSubject(graph)
        .setIssuedAt()
        .sign(privateKey);
    },
  };
}

const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex');
