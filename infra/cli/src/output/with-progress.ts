/** Says on a terminal what is under way, and takes it back when it is done. */
export async function withProgress<T>(doing: string, work: Promise<T>): Promise<T> {
  const { stderr } = process;
  if (!stderr.isTTY) return work;
  stderr.write(`· ${doing}…`);
  try {
    return await work;
  } finally {
    stderr.write('\r\x1b[K');
  }
}
