// Loaded into a gateway with `--import`: tells the benchmark when it listens, the longest pause of its event
// loop and what its heap holds, and ends with the benchmark.
import { subscribe } from 'node:diagnostics_channel';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 1;

if (process.send !== undefined) {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  process.on('message', (message) => {
    if (message === 'reset') delays.reset();
    if (message === 'read') process.send({ longestPauseMs: delays.max / 1e6 });
    if (message === 'weigh') {
      globalThis.gc?.();
      process.send({ heapBytes: process.memoryUsage().heapUsed });
    }
  });
  subscribe('tracing:net.server.listen:asyncEnd', () => process.send({ listens: true }));
  // A benchmark that was killed leaves no gateway behind.
  process.on('disconnect', () => process.exit());
  // Else the gateway ends when it would without us.
  process.channel.unref();
}
