import { ConfigurationError } from '@causeway/subgraph-kit';
import { SealBrokenError } from './seal-key.ts';

/** Turns a SealBrokenError of `work` into the ConfigurationError that tells an operator what to do. */
export async function explainBrokenSeal<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof SealBrokenError)) throw error;
    throw new ConfigurationError(
      [
        'SIGNING_KEY_SECRET: does not open the signing keys in the database; give the secret they ' +
          'were stored with, or delete the rows of identity.signing_key, which makes every ' +
          'access token invalid at once',
      ],
      { cause: error },
    );
  }
}
