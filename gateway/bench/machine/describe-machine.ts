import { cpus, loadavg, release, totalmem, type } from 'node:os';

/** One line for the record: what was measured on, and how busy it was already. */
export function describeMachine(): string {
  const cores = cpus();
  const memory = `${(totalmem() / 2 ** 30).toFixed(0)} GiB`;
  const load = (loadavg()[0] ?? 0).toFixed(1);
  const model = cores[0]?.model.trim() || 'unknown processor';
  return `${cores.length} × ${model}, ${memory}, ${type()} ${release()}, Node.js ${process.version}, load average ${load}`;
}
