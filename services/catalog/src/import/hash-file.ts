import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

const CHUNK_BYTES = 1_048_576;

/** Names a file by its bytes, so that an import is taken up again only with the file it began with. */
export async function hashFile(path: string): Promise<{ sha256: string; sizeBytes: number }> {
  const hash = createHash('sha256');
  const bytes = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  await pipeline(bytes, hash);
  return { sha256: hash.digest('hex'), sizeBytes: bytes.bytesRead };
}
