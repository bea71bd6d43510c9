import { type CostEstimate, type CostModel, saturated } from './cost-model.ts';
import type {
  Conditions,
  CostedField,
  CostedSelections,
  CostedSize,
  CostProgram,
} from './cost-program.ts';

/** Where selections stand: how often they are made, and what is said of how many items their lists have. */
interface Scope {
  readonly times: number;
  /** By the names of fields. */
  readonly sized: ReadonlyMap<string, Share>;
}

/** Of all the times that a field is asked for: those of which it is said how many items come, and these. */
interface Share {
  readonly times: number;
  readonly items: number;
}

const NO_SHARES: ReadonlyMap<string, Share> = new Map();

/**
 * Estimates what an operation costs with the values of its inputs. Costs add up, so each fragment is visited
 * once, for all the times that it is spread: the time grows with the document, not with what it amounts to.
 */
export function evaluateCost(
  { root, fragments }: CostProgram,
  options: {
    values: readonly number[];
    subgraphs: CostModel['subgraphs'];
    assumedListSize: number;
  },
): CostEstimate {
  const { values, subgraphs, assumedListSize } = options;
  const scopes: (Scope | undefined)[] = [];
  const parts = new Float64Array(subgraphs.length);
  let total = 0;
  let unsliced: CostEstimate['unsliced'] = null;

  visit(root, { times: 1, sized: NO_SHARES });
  fragments.forEach((fragment, index) => {
    const scope = scopes[index];
    if (scope !== undefined) visit(fragment, scope);
  });
  return {
    total: saturated(total),
    bySubgraph: new Map(subgraphs.map((name, index) => [name, saturated(parts[index] ?? 0)])),
    unsliced,
  };

  function visit({ fields, groups, spreads }: CostedSelections, scope: Scope): void {
    if (scope.times === 0) return;
    for (const field of fields) if (holds(field.conditions)) visitField(field, scope);
    for (const { conditions, below } of groups) if (holds(conditions)) visit(below, scope);
    for (const { conditions, fragment } of spreads) {
      if (holds(conditions)) scopes[fragment] = together(scopes[fragment], scope);
    }
  }

  function visitField(field: CostedField, scope: Scope): void {
    const { cost, size, below } = field;
    const wanted = size === null ? null : sizeOf(size);
    const items = cost.isList ? itemsOf(field, wanted, scope) : scope.times;
    const eachCall = cost.callWeight + weightOfArguments(field);
    count(cost.owners, scope.times * eachCall + items * cost.itemWeight);
    if (below !== null) visit(below, { times: items, sized: sharesOf(size, wanted, items) });
  }

  function itemsOf({ name, size }: CostedField, wanted: number | null, scope: Scope): number {
    if (wanted !== null && size?.rule.sizedFields.length === 0) {
      return saturated(scope.times * wanted);
    }
    const share = scope.sized.get(name);
    if (share === undefined) return saturated(scope.times * assumedListSize);
    return saturated(share.items + (scope.times - share.times) * assumedListSize);
  }

  function sharesOf(size: CostedSize | null, wanted: number | null, times: number): Scope['sized'] {
    if (size === null || wanted === null || size.rule.sizedFields.length === 0) return NO_SHARES;
    const share = { times, items: saturated(times * wanted) };
    return new Map(size.rule.sizedFields.map((name) => [name, share]));
  }

  /** The largest that is given, or else by default; null where nothing says how many. */
  function sizeOf({ field, rule, written, inputs }: CostedSize): number | null {
    const given = [...written, ...inputs.map(valueAt)].filter((size) => !Number.isNaN(size));
    const sizes = given.length > 0 ? given : defaultsOf(rule.slicing);
    if (rule.requiresOneSlicingArgument && rule.slicing.size > 0 && sizes.length !== 1) {
      unsliced ??= { field, slicing: [...rule.slicing.keys()] };
    }
    return sizes.length > 0 ? Math.max(...sizes) : rule.assumedSize;
  }

  function weightOfArguments({ argumentWeight, argumentInputs }: CostedField): number {
    return argumentInputs.reduce((weight, input) => weight + valueAt(input), argumentWeight);
  }

  function holds(conditions: Conditions): boolean {
    // What is no Boolean counts as if the selection were made; it is refused later.
    return conditions.every(({ input, wanted }) => valueAt(input) !== 1 - wanted);
  }

  function valueAt(input: number): number {
    return values[input] ?? Number.NaN;
  }

  function count(owners: readonly number[], cost: number): void {
    total += cost;
    for (const owner of owners) parts[owner] = (parts[owner] ?? 0) + cost;
  }
}

function defaultsOf(slicing: ReadonlyMap<string, number | null>): number[] {
  return [...slicing.values()].filter((size) => size !== null);
}

function together(one: Scope | undefined, other: Scope): Scope {
  if (one === undefined) return other;
  const sized = new Map(one.sized);
  for (const [name, { times, items }] of other.sized) {
    const known = sized.get(name) ?? { times: 0, items: 0 };
    sized.set(name, {
      times: saturated(known.times + times),
      items: saturated(known.items + items),
    });
  }
  return { times: saturated(one.times + other.times), sized };
}
