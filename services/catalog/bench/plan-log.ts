/** One statement that PostgreSQL has run: its text, and the nodes of its plan as EXPLAIN prints them. */
export interface LoggedPlan {
  /** The name that its connection goes by. */
  readonly application: string;
  readonly statement: string;
  /** Those that were executed, without costs and times, which are of one moment. */
  readonly nodes: readonly string[];
  /** Pages of 8 kB, whether they were in memory or read. */
  readonly buffers: number;
}

/** PostgreSQL manual, F.3 auto_explain: every statement of every connection, as it was run. */
export const PLAN_LOG_SETTINGS = {
  shared_preload_libraries: 'auto_explain',
  log_line_prefix: '%a ',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_parameter_max_length': '0',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_buffers': 'on',
  'auto_explain.log_timing': 'off',
};

/** Collects the plans in a server's log. */
export function createPlanLog() {
  let entry: string[] = [];
  const plans: LoggedPlan[] = [];
  const end = () => {
    const plan = readPlan(entry);
    if (plan !== null) plans.push(plan);
    entry = [];
  };
  return {
    /** Takes one line of the log. Those of an entry after its first begin with a tab. */
    add(line: string): void {
      if (!line.startsWith('\t')) end();
      entry.push(line);
    },

    /** What has come since it was last asked. */
    take(): readonly LoggedPlan[] {
      end();
      return plans.splice(0);
    },
  };
}

const NODE = /^\s*->|\(actual /;

function readPlan([first = '', ...others]: readonly string[]): LoggedPlan | null {
  const lines = others.map((line) => line.slice(1));
  const begin = lines.findIndex((line) => NODE.test(line));
  if (begin === -1) return null;
  const plan = lines.slice(begin);
  const buffers = plan.find((line) => line.trimStart().startsWith('Buffers:')) ?? '';
  return {
    application: first.split(' ', 1).join(),
    statement: lines.slice(0, begin).join('\n'),
    nodes: plan.filter(isExecuted).map(shorten),
    buffers: sum(
      Array.from(buffers.matchAll(/\b(?:hit|read)=(\d+)/g), ([, pages]) => Number(pages)),
    ),
  };
}

function isExecuted(line: string): boolean {
  return (NODE.test(line) && !line.endsWith('(never executed)')) || /^\s*CTE /.test(line);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** What a node is and how many rows it gave. */
function shorten(line: string): string {
  return line
    .replace(/\s*\(cost=[^)]*\)/, '')
    .replace(/\(actual rows=(\d+)(?:\.\d+)? loops=1\)/, '($1 rows)')
    .replace(/\(actual rows=(\d+(?:\.\d*[1-9])?)[.0]* loops=(\d+)\)/, '($1 rows, $2 times)');
}
