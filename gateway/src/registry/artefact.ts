/** A version of a variant as the registry hands it out, signed. */
export interface Artefact {
  readonly number: number;
  readonly sdl: string;
  /** SHA-256 of the text, in hexadecimal. */
  readonly hash: string;
  /** A JWT that says which variant's version it is. */
  readonly signature: string;
}

/** An artefact that must not be served. The message says why, for whoever runs the gateway. */
export class ArtefactError extends Error {
  override readonly name = 'ArtefactError';
}
