import { setTimeout as sleep } from 'node:timers/promises';
import type { ApolloServerPlugin } from '@apollo/server';
import type { Logger } from '@causeway/subgraph-kit/service';
import type { RegistrySettings } from '../config/registry-settings.ts';
import type { GatewayContext } from '../request-context.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { type CurrentWindow, recordUsage } from './record-usage.ts';
import { createSampleLoad } from './sample-load.ts';
import { createSendUsage } from './send-usage.ts';
import { createSumUsage } from './usage-report.ts';
import { createUsageWindow } from './usage-window.ts';

/** What is left of the last window gets this long when the process goes. */
const LAST_REPORT_MS = 2_000;

export interface Usage {
  readonly plugin: ApolloServerPlugin<GatewayContext>;
  /** Reports what has been counted, and counts no more. */
  stop(): Promise<void>;
}

/** Counts what clients ask for and tells the registry, each few seconds. Requests never wait for it. */
export function startUsage(
  settings: RegistrySettings,
  { instance, logger, metrics }: { instance: string; logger: Logger; metrics: Metrics },
): Usage {
  const { flushSeconds, perSecond } = settings.usage;
  const current: CurrentWindow = { window: createUsageWindow() };
  const sum = createSumUsage();
  const send = createSendUsage(settings, { instance });
  const stopped = new AbortController();
  let from = new Date();

  async function report(signal: AbortSignal): Promise<void> {
    const { window } = current;
    current.window = createUsageWindow();
    const period = { from, to: new Date() };
    from = period.to;
    try {
      const usage = await sum(window);
      if (usage.operations.length === 0 && usage.dropped === 0) return;
      await send(usage, period, signal);
      metrics.usageReport('sent');
      if (usage.dropped > 0) logger.warn({ dropped: usage.dropped }, 'usage not recorded');
    } catch (error) {
      metrics.usageReport('failed');
      logger.warn({ reason: String(error) }, 'what was used could not be reported');
    }
  }

  async function reportAlways(): Promise<void> {
    while (!stopped.signal.aborted) {
      const rest = { signal: stopped.signal, ref: false };
      await sleep(flushSeconds * 1_000, undefined, rest).catch(() => undefined);
      if (!stopped.signal.aborted) await report(stopped.signal);
    }
  }

  const reporting = reportAlways();
  return {
    plugin: recordUsage(current, createSampleLoad({ perSecond })),
    async stop() {
      stopped.abort();
      await reporting;
      await report(AbortSignal.timeout(LAST_REPORT_MS));
    },
  };
}
