import { CliError, type Problem } from '../cli-error.ts';

/** A place as the registry tells it. */
export interface RegistryPlace {
  subgraph: string;
  line: number;
  column: number;
}

export interface RegistryProblem {
  code: string;
  message: string;
  fix: string | null;
  places: readonly RegistryPlace[];
}

/** The outcomes of a mutation that are not what was asked for. */
export interface Failure {
  __typename: string;
  message: string;
  problems?: readonly RegistryProblem[];
  fields?: readonly { path: readonly string[]; message: string }[];
}

/** What subgraphs' schemas are called here: the files they were read from. */
export type Labels = Readonly<Record<string, string>>;

/** An outcome that is a failure, as the error that tells it. */
export function failureError(failure: Failure, labels: Labels = {}): CliError {
  const { __typename: code, message, problems = [], fields = [] } = failure;
  const faults = fields.map(({ path, message: fault }) => ({
    ...{ code: 'INVALID', message: `${path.join('.')}: ${fault}` },
    places: [],
  }));
  return new CliError('refused', {
    code,
    message,
    problems: [...problems.map((problem) => localProblem(problem, labels)), ...faults],
  });
}

/** A problem with the places in files where they are known. */
function localProblem({ code, message, fix, places }: RegistryProblem, labels: Labels): Problem {
  return {
    code,
    message,
    places: places.map(
      ({ subgraph, line, column }) => `${labels[subgraph] ?? subgraph}:${line}:${column}`,
    ),
    ...(fix !== null && { fix }),
  };
}

/** Returns what was found of a variant. Throws CliError if nothing was. */
export function required<T>(found: T | null, what: string): T {
  if (found !== null) return found;
  const message = `There is no ${what}, or this token may not see it.`;
  throw new CliError('refused', { code: 'NOT_FOUND', message });
}
