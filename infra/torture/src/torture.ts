import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { formatVerdict } from './format-verdict.ts';
import { runTorture } from './run-torture.ts';
import type { Carrier } from './world/start-world.ts';

const HELP = `npm run torture -- [options]     Checks out by thousands while processes are killed.

Starts PostgreSQL and two processes each of orders and catalog. Customers want the same few variants,
repeat keys, and send again what is not answered. Processes are killed with SIGKILL at random, all at
once one time in five, and PostgreSQL one time in seven, which also carries the events unless --broker or
--events says otherwise. When all has settled, everything is counted.

  --checkouts N   how many customers come (2000)
  --seconds S     after which no more come (300)
  --customers C   how many at once (40)
  --rate N        how many come in a second at the most (whenever one has gone)
  --variants V    how many variants they want (5)
  --stock N       how many there are of each (half of what is wanted)
  --quiet MS      from when what was killed is back to the next kill, at the most (2000)
  --no-kills      nothing is killed
  --broker rabbitmq   events are carried by a RabbitMQ, started for the run and killed one time in four
  --events URL    what carries events, such as amqp://127.0.0.1
  --seed N        customers want and do, and kills hit, what they did with this seed (another each time);
                  what comes of it still depends on how fast everything is
  --json FILE     writes the verdict
  --verbose       shows what the processes say
  --help          this

Exits with 1 when anything is broken.
`;

/** Pieces that a customer wants on the average: one to three lines of one to three. */
const PIECES_PER_CHECKOUT = 4;
const LARGEST_SEED = 1_000_000_000;

const { values } = parseArgs({
  args: process.argv.slice(2).filter((arg) => arg !== '--'),
  options: {
    checkouts: { type: 'string', default: '2000' },
    seconds: { type: 'string', default: '300' },
    customers: { type: 'string', default: '40' },
    rate: { type: 'string' },
    variants: { type: 'string', default: '5' },
    stock: { type: 'string' },
    quiet: { type: 'string', default: '2000' },
    'no-kills': { type: 'boolean', default: false },
    broker: { type: 'string' },
    events: { type: 'string' },
    seed: { type: 'string' },
    json: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
// Not left to the event loop: what was killed may still hold sockets.
process.exit(values.help ? print(HELP) : await main());

async function main(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-torture-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const checkouts = countOf('checkouts');
  const variants = countOf('variants');
  const wanted = (checkouts * PIECES_PER_CHECKOUT) / variants;
  const seed = values.seed === undefined ? randomInt(1, LARGEST_SEED) : countOf('seed');
  print(`--seed ${seed}`);
  const verdict = await runTorture({
    folder,
    seed,
    checkouts,
    variants,
    seconds: countOf('seconds'),
    customers: countOf('customers'),
    perSecond: values.rate === undefined ? null : countOf('rate'),
    stock: values.stock === undefined ? Math.ceil(wanted / 2) : countOf('stock'),
    quietMs: values['no-kills'] ? null : countOf('quiet'),
    fewestKills: 1,
    carrier: carrierOf(values),
    onProgress: (done) => {
      if (done % 100 === 0) print(`${done} checkouts`);
    },
    onLine: (name, line) => {
      if (values.verbose) print(`${name} ${line}`);
    },
  });
  print(formatVerdict(verdict));
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(verdict, null, 2));
  return verdict.violations.length === 0 ? 0 : 1;
}

type Count =
  | 'checkouts'
  | 'seconds'
  | 'customers'
  | 'rate'
  | 'variants'
  | 'stock'
  | 'quiet'
  | 'seed';

function carrierOf({ broker = 'postgres', events }: typeof values): Carrier {
  if (events !== undefined) return { eventsUrl: events };
  if (broker === 'postgres' || broker === 'rabbitmq') return broker;
  throw new TypeError(`--broker takes postgres or rabbitmq, not "${broker}".`);
}

function countOf(name: Count): number {
  const count = Number(values[name]);
  if (Number.isInteger(count) && count > 0) return count;
  throw new TypeError(`--${name} takes a whole number from 1, not "${values[name]}".`);
}

function print(text: string): 0 {
  process.stdout.write(`${text}\n`);
  return 0;
}
