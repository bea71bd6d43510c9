import fc from 'fast-check';
import { damaged, nameOf } from './texts.ts';

/** Documents by the grammar of GraphQL over the names of a graph: valid, almost valid, and damaged. */
export function documents(known: readonly string[]): fc.Arbitrary<string> {
  return damaged(grammar(known));
}

const FRAGMENTS = ['f0', 'f1', 'f2'];
const VARIABLES = ['v0', 'v1', '__proto__'];

function grammar(known: readonly string[]): fc.Arbitrary<string> {
  const name = nameOf(known);
  const variable = fc.constantFrom(...VARIABLES).map((given) => `$${given}`);
  const many = (part: fc.Arbitrary<string>, maxLength: number, separator = ' ') =>
    fc.array(part, { maxLength }).map((parts) => parts.join(separator));
  const around = (part: fc.Arbitrary<string>, open: string, close: string) =>
    part.map((text) => (text === '' ? '' : `${open}${text}${close}`));
  const rules = fc.letrec<Record<Rule, string>>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom('1', '-0', '1.5e10', '99999999999999999999', 'true', 'null', 'ENUM', '""'),
      variable,
      fc.string({ maxLength: 12 }).map((text) => JSON.stringify(text)),
      fc.string({ maxLength: 12 }).map((text) => `"""${text}"""`),
      many(tie('value'), 3).map((items) => `[${items}]`),
      many(
        fc.tuple(name, tie('value')).map(([key, value]) => `${key}: ${value}`),
        3,
      ).map((fields) => `{${fields}}`),
    ),
    arguments: around(
      many(
        fc.tuple(name, tie('value')).map(([key, value]) => `${key}: ${value}`),
        2,
      ),
      '(',
      ')',
    ),
    directives: many(
      fc.oneof(
        fc
          .tuple(
            fc.constantFrom('include', 'skip'),
            fc.oneof(variable, fc.constantFrom('true', 'false')),
          )
          .map(([directive, condition]) => `@${directive}(if: ${condition})`),
        fc.tuple(name, tie('arguments')).map((parts) => `@${parts.join('')}`),
      ),
      2,
    ),
    selection: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      name,
      fc
        .tuple(name, name, tie('arguments'), tie('directives'), tie('selections'))
        .map(
          ([alias, field, given, directives, below]) =>
            `${alias}: ${field}${given} ${directives} ${below}`,
        ),
      fc.tuple(name, tie('selections')).map((parts) => parts.join(' ')),
      fc.constantFrom(...FRAGMENTS).map((fragment) => `...${fragment}`),
      fc
        .tuple(name, tie('directives'), tie('selections'))
        .map(([type, directives, below]) => `... on ${type} ${directives} ${below}`),
    ),
    selections: fc
      .array(tie('selection'), { minLength: 1, maxLength: 4 })
      .map((all) => `{ ${all.join(' ')} }`),
    definition: fc.oneof(
      { weight: 4, arbitrary: tie('selections') },
      {
        weight: 4,
        arbitrary: fc
          .tuple(
            fc.constantFrom('query', 'mutation', 'subscription'),
            fc.constantFrom('A', 'B', '__proto__', ''),
            fc.boolean(),
            tie('directives'),
            tie('selections'),
          )
          .map(
            ([kind, title, declares, directives, below]) =>
              `${kind} ${title} ${declares ? DECLARATIONS : ''} ${directives} ${below}`,
          ),
      },
      {
        weight: 3,
        arbitrary: fc
          .tuple(fc.constantFrom(...FRAGMENTS), name, tie('selections'))
          .map(([title, type, below]) => `fragment ${title} on ${type} ${below}`),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom('type T { a: Int }', 'extend schema @x', 'scalar S', '"x"'),
      },
    ),
  }));
  return fc.array(rules.definition, { minLength: 1, maxLength: 4 }).map((all) => all.join('\n'));
}

type Rule = 'value' | 'arguments' | 'directives' | 'selection' | 'selections' | 'definition';

const DECLARATIONS = '($v0: Boolean! = true, $v1: [ID!], $__proto__: Int)';
