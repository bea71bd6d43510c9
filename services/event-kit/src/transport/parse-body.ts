/** Reads what a broker hands over; what is no JSON stays text, for the dead letters. */
export function parseBody(content: Buffer): unknown {
  const text = content.toString();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
