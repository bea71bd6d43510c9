import { seedRandom, type seedVariants } from '@causeway/database';
import { sampleBook } from './books.ts';
import type { Kind } from './kinds/kind.ts';
import { materialFacts } from './kinds/materials.ts';
import { kinds } from './kinds.ts';
import { pick } from './pick.ts';
import { adjectives, brands, colours, countries, promises, series } from './words.ts';

/** What a shop would write about a product. */
export interface SampleText {
  /** The slug of its category. */
  readonly shelf: string;
  readonly title: string;
  readonly description: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export type SampleVariants = ReturnType<typeof seedVariants>;

const BOOK_EUROS = [6, 60] as const;
const BOOK_SHARE = 0.45;

/**
 * Writes the texts of product `index` to fit its variants: the same for the same index, whatever the
 * scale. Their prices and sizes decide what it can be.
 */
export function sampleText(index: number, variants: SampleVariants): SampleText {
  const random = seedRandom(`catalog product ${index}`);
  const euros = (variants[0]?.priceMinor ?? 0) / 100;
  const isSized = variants.length > 1;
  if (!isSized && isWithin(euros, BOOK_EUROS) && random() < BOOK_SHARE) return sampleBook(random);
  return describeThing(pick(random, kindsFor(euros, isSized)), random);
}

/** Never none: for every price there is a kind, as a test makes sure. */
export function kindsFor(euros: number, isSized: boolean): readonly Kind[] {
  return kinds.filter((kind) => kind.isSized === isSized && isWithin(euros, kind.euros));
}

function describeThing(kind: Kind, random: () => number): SampleText {
  const brand = pick(random, brands);
  const material = pick(random, kind.materials);
  const colour = pick(random, colours);
  const sentences = [
    opening({ kind, material, colour, random }),
    materialFacts[material],
    ...(random() < 0.8 ? [pick(random, kind.details)] : []),
    ...(random() < 0.5 ? [pick(random, promises)] : []),
  ];
  return {
    shelf: kind.shelf,
    title: `${brand} ${pick(random, series)} ${material} ${kind.noun}`,
    description: sentences.join(' '),
    attributes: { brand, colour, material, made_in: pick(random, countries) },
  };
}

function opening(thing: {
  kind: Kind;
  material: string;
  colour: string;
  random: () => number;
}): string {
  const { kind, material, colour, random } = thing;
  const adjective = pick(random, adjectives);
  const use = pick(random, kind.uses);
  return random() < 0.5
    ? `In ${colour}: a ${adjective} ${kind.noun} made of ${material}, for ${use}.`
    : `Made for ${use}, this ${adjective} ${kind.noun} of ${material} comes in ${colour}.`;
}

function isWithin(euros: number, [from, to]: readonly [number, number]): boolean {
  return euros >= from && euros <= to;
}
