import { randomBytes } from 'node:crypto';

/**
 * Makes a UUID of version 7 (RFC 9562 §5.7): it begins with the time, so that new rows go to the end
 * of an index, and ends in 74 random bits.
 */
export function createTimeOrderedId(now: Date): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now.getTime(), 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
