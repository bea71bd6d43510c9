import { type DocumentNode, GraphQLError, parse } from 'graphql';
import { countComparisons } from './count-comparisons.ts';
import { type LimitName, type Limits, limitTable, type Measures } from './limit-table.ts';
import { type ListSizes, listSizesOf } from './list-sizes.ts';
import { measureDocument } from './measure-document.ts';
import { orderFragments } from './order-fragments.ts';
import { scanTokens } from './scan-tokens.ts';

/** All that limits need to know of a document. */
export interface ReadDocument {
  readonly measures: Measures;
  readonly listSizes: ListSizes;
}

const NO_LISTS: ListSizes = { literal: 0, variables: [] };
/** A document of so many levels is not looked at more closely: that would take recursion as deep. */
const DEEPEST = 500;
/** Counting ends here, whatever the settings allow. */
const MOST_STEPS = 1_000_000;

/**
 * Measures a document, step by step: each step takes a time that the one before has bounded, and what is
 * past a limit that is enforced is not looked at any further. A document that cannot be parsed is measured
 * as far as that goes: Apollo Server says what is wrong.
 */
export function readDocument(text: string, limits: Limits): ReadDocument {
  const measures: Record<LimitName, number> = { ...NOTHING };
  const found = (more: Measures): boolean => {
    Object.assign(measures, more);
    return isPast(measures, limits);
  };
  const ended = { measures, listSizes: NO_LISTS };
  if (found({ documentBytes: Buffer.byteLength(text) })) return ended;
  const { tokens, lines, nesting } = limits;
  const ends = { tokens: tokens.enforce, lines: lines.enforce, nesting: nesting.enforce };
  if (found(scanTokens(text, ends))) return ended;
  const document = tryToParse(text);
  if (document === null) return ended;
  const fragments = orderFragments(document);
  if (found(measureDocument(document, fragments))) return ended;
  const comparisons =
    measures.depth > DEEPEST
      ? Number.POSITIVE_INFINITY
      : countComparisons(document, fragments, Math.min(limits.comparisons.enforce, MOST_STEPS));
  if (found({ comparisons })) return ended;
  return { measures, listSizes: listSizesOf(document) };
}

const NOTHING = Object.fromEntries(Object.keys(limitTable).map((name) => [name, 0])) as Record<
  LimitName,
  number
>;

function isPast(measures: Measures, limits: Limits): boolean {
  return limitNames.some((name) => (measures[name] ?? 0) > limits[name].enforce);
}

const limitNames = Object.keys(limitTable) as LimitName[];

function tryToParse(text: string): DocumentNode | null {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}
