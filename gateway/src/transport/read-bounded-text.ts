/** Reads a body, and no more than `mostBytes` of it; rejects with what `tooLong` makes when there is more. */
export async function readBoundedText(
  body: AsyncIterable<Buffer>,
  mostBytes: number,
  tooLong: () => Error,
): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw tooLong();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes).toString('utf8');
}
