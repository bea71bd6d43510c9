import { parse } from 'graphql';
import { type LintRule, type LintRuleName, lintRules } from './lint-rules.ts';

/** What a rule found in a schema. */
export interface LintProblem {
  readonly rule: LintRuleName;
  readonly severity: 'ERROR' | 'WARNING';
  readonly coordinate: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** What a rule is to be; without one it is as it is. */
export type LintSeverities = Readonly<Partial<Record<LintRuleName, 'ERROR' | 'WARNING' | 'OFF'>>>;

/**
 * Holds a subgraph's schema to the rules, in the order of the file. A text that is no GraphQL has no problems
 * here: composing it says what is wrong.
 */
export function lintSubgraph(sdl: string, severities: LintSeverities = {}): readonly LintProblem[] {
  const problems: LintProblem[] = [];
  for (const definition of definitionsOf(sdl)) {
    for (const [name, rule] of Object.entries(lintRules) as [LintRuleName, LintRule][]) {
      const severity = severities[name] ?? rule.severity;
      if (severity === 'OFF') continue;
      rule.check(definition, (at, coordinate, message) => {
        const { line = 1, column = 1 } = at.loc?.startToken ?? {};
        problems.push({ rule: name, severity, coordinate, message, line, column });
      });
    }
  }
  return problems.sort((one, other) => one.line - other.line || one.column - other.column);
}

function definitionsOf(sdl: string) {
  try {
    return parse(sdl).definitions;
  } catch {
    return [];
  }
}
