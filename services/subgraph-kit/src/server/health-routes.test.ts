import Fastify from 'fastify';
import { describe, expect, it, vi } from 'vitest';
import { createDrainSwitch } from './drain-switch.ts';
import { addHealthRoutes } from './health-routes.ts';

describe('/health/ready', () => {
  it('turns false when the draining begins, without asking the database; live stays true', async () => {
    const app = Fastify();
    const drain = createDrainSwitch();
    const isReady = vi.fn(async () => true);
    addHealthRoutes(app, { isReady, drain });
    expect(await app.inject('/health/ready')).toMatchObject({ statusCode: 200 });

    drain.startDraining();
    const ready = await app.inject('/health/ready');
    expect(ready.statusCode).toBe(503);
    expect(ready.json()).toEqual({ status: 'draining' });
    expect(isReady).toHaveBeenCalledOnce();
    expect(await app.inject('/health/live')).toMatchObject({ statusCode: 200 });
  });
});
