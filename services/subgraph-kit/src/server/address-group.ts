import { isIPv4, isIPv6, SocketAddress } from 'node:net';

/** An address with a port, as some proxies write it; of IPv6 in brackets. */
const WITH_PORT = /^(?:\[([^\]]+)\]|(\d+\.\d+\.\d+\.\d+))(?::\d+)?$/;
const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/;

/**
 * What addresses have in common that are taken for one client: IPv6 networks give each of their customers a
 * /64 at least, so one address of it is as good as another. What is no address belongs to one group.
 */
export function addressGroup(text: string | undefined): string {
  if (text === undefined) return 'unknown';
  if (isIPv4(text)) return text;
  const [, inBrackets, beforePort] = WITH_PORT.exec(text) ?? [];
  const bare = inBrackets ?? beforePort ?? text;
  if (isIPv4(bare)) return bare;
  const address = bare.split('%', 1)[0] ?? '';
  return isIPv6(address) ? groupOfIpv6(address) : 'unknown';
}

function groupOfIpv6(address: string): string {
  // Of the ways to write an address, the usual one.
  const usual = new SocketAddress({ address, family: 'ipv6' }).address;
  const mapped = MAPPED.exec(usual)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = '', tail = ''] = usual.split('::');
  const before = head.split(':').filter((group) => group !== '');
  const after = tail.split(':').filter((group) => group !== '');
  const between = Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  return `${[...before, ...between, ...after].slice(0, 4).join(':')}::/64`;
}
