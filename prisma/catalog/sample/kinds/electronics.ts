import type { Kind } from './kind.ts';

const casings = ['aluminium', 'recycled plastic', 'bamboo'] as const;

export const electronicsKinds: readonly Kind[] = [
  {
    shelf: 'headphones',
    noun: 'headphones',
    euros: [30, 900],
    isSized: false,
    materials: [...casings, 'leather'],
    uses: ['open-plan offices', 'night trains and long flights'],
    details: ['The battery lasts for forty hours.', 'Noise is cancelled at the turn of a dial.'],
  },
  {
    shelf: 'headphones',
    noun: 'earbuds',
    euros: [15, 250],
    isSized: true,
    materials: casings,
    uses: ['running in the rain', 'calls on a windy platform'],
    details: ['The case charges them three times.', 'Four sizes of tips are in the box.'],
  },
  {
    shelf: 'speakers',
    noun: 'speaker',
    euros: [25, 700],
    isSized: true,
    materials: casings,
    uses: ['the kitchen shelf', 'evenings by the lake'],
    details: ['Two of them play in stereo.', 'It floats, and rinses clean.'],
  },
  {
    shelf: 'chargers',
    noun: 'wall charger',
    euros: [8, 120],
    isSized: false,
    materials: casings,
    uses: ['a laptop and two phones at once', 'travel with one plug'],
    details: ['It knows what each device can take.', 'The plug folds away.'],
  },
  {
    shelf: 'chargers',
    noun: 'charging cable',
    euros: [4, 40],
    isSized: true,
    materials: ['recycled plastic', 'linen'],
    uses: ['the bedside table', 'the bottom of a bag'],
    details: ['The ends are reinforced where others break.', 'A strap keeps it rolled up.'],
  },
  {
    shelf: 'power-banks',
    noun: 'power bank',
    euros: [15, 180],
    isSized: true,
    materials: casings,
    uses: ['three days without a socket', 'maps and photographs on tour'],
    details: ['Four lights show what is left.', 'It may come along on a plane.'],
  },
];
