import { z } from 'zod';

/** Whose word on where a request comes from is believed. */
export const trustedProxies = z
  .array(
    z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
      error: 'expected an address, or a range such as 10.0.0.0/8',
    }),
  )
  .default([])
  .describe('Proxies before the gateway, whose X-Forwarded-For says where a request comes from.');
