import { z } from 'zod';

/** The address of something that is asked over HTTP. */
export const httpUrl = z.url({
  protocol: /^https?$/,
  message: 'expected an http:// or https:// address',
});
