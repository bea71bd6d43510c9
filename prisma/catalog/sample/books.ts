import { pick } from './pick.ts';
import type { SampleText } from './sample-text.ts';

const PUBLISHERS = ['Lantern Press', 'Grey Heron', 'Halfmoon Books', 'Paper Boat', 'North Pier'];
const FORMATS = ['paperback', 'hardcover', 'cloth binding'];
const LANGUAGES = ['English', 'German', 'French', 'Spanish'];
const FIRST_NAMES = ['Maren', 'Tobias', 'Ines', 'Aurel', 'Sanna', 'Ewan', 'Lucia', 'Piet'];
const LAST_NAMES = ['Halloran', 'Vestergaard', 'Okonedo', 'Brightwater', 'Castellan', 'Moreau'];
const QUALITIES = ['Silent', 'Crooked', 'Borrowed', 'Distant', 'Salt', 'Winter', 'Paper', 'Second'];
const THINGS = [
  'Harbour',
  'Orchard',
  'Lighthouse',
  'Staircase',
  'Island',
  'Letter',
  'Garden',
  'Map',
];
const PLACES = ['the Hebrides', 'Lisbon', 'the Dolomites', 'Hokkaido', 'the Baltic coast', 'Crete'];
const CHARACTERS = ['a cartographer', 'two sisters', 'a retired judge', 'a ferryman', 'a baker'];
const PROBLEMS = [
  'finds a letter that was never sent',
  'comes home to an empty village',
  'has one summer to sell the house',
  'is taken for someone else',
];
const DISHES = ['bread', 'soups', 'vegetables', 'one-pot suppers', 'preserves', 'fish'];
const PRAISE = [
  'Quiet, funny and hard to put down.',
  'The maps alone are worth the price.',
  'Printed on thick paper and sewn, so that it stays open.',
  'With forty drawings by the author.',
];

const composers: readonly ((random: () => number, author: string) => BookText)[] = [
  (random) => ({
    shelf: 'novels',
    title: `The ${pick(random, QUALITIES)} ${pick(random, THINGS)}`,
    about: `A novel set in ${pick(random, PLACES)}: ${pick(random, CHARACTERS)} ${pick(random, PROBLEMS)}.`,
  }),
  (random, author) => {
    const place = pick(random, PLACES);
    return {
      shelf: 'travel-writing',
      title: `On Foot through ${place}`,
      about: `${author} walks through ${place} with a tent, a notebook and too many questions.`,
    };
  },
  (random) => {
    const dishes = pick(random, DISHES);
    return {
      shelf: 'cookbooks',
      title: `The ${pick(random, QUALITIES)} Kitchen: ${dishes}`,
      about: `Eighty recipes for ${dishes}, most of them for one pan and a cold evening.`,
    };
  },
];

interface BookText {
  readonly shelf: string;
  readonly title: string;
  readonly about: string;
}

/** Makes up a book. */
export function sampleBook(random: () => number): SampleText {
  const author = `${pick(random, FIRST_NAMES)} ${pick(random, LAST_NAMES)}`;
  const format = pick(random, FORMATS);
  const { shelf, title, about } = pick(random, composers)(random, author);
  return {
    shelf,
    title: `${title}, by ${author}`,
    description: `${about} ${pick(random, PRAISE)}`,
    attributes: {
      author,
      format,
      language: pick(random, LANGUAGES),
      publisher: pick(random, PUBLISHERS),
    },
  };
}
