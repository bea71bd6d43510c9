// Loaded into a gateway with `--import`: tells the benchmark the longest pause of its event loop.
import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 1;

if (process.send !== undefined) {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  process.on('message', (message) => {
    if (message === 'reset') delays.reset();
    if (message === 'read') process.send({ longestPauseMs: delays.max / 1e6 });
  });
  // The gateway ends when it would without us.
  process.channel.unref();
}
