import type { Kind } from './kind.ts';

const woods = ['oak', 'ash', 'walnut', 'bamboo'] as const;

export const officeKinds: readonly Kind[] = [
  {
    shelf: 'desks',
    noun: 'desk',
    euros: [90, 900],
    isSized: true,
    materials: woods,
    uses: ['working from home', 'a child who is starting school'],
    details: ['The height is set by a crank.', 'A channel at the back hides the cables.'],
  },
  {
    shelf: 'chairs',
    noun: 'office chair',
    euros: [70, 900],
    isSized: true,
    materials: [...woods, 'aluminium'],
    uses: ['long days at the desk', 'meetings that will not end'],
    details: ['The back moves with you.', 'Every part can be replaced.'],
  },
  {
    shelf: 'chairs',
    noun: 'stool',
    euros: [20, 200],
    isSized: true,
    materials: woods,
    uses: ['a quick word in the kitchen', 'reaching the top shelf'],
    details: ['It carries a hundred and fifty kilos.', 'The legs are wedged, not screwed.'],
  },
  {
    shelf: 'shelves',
    noun: 'bookshelf',
    euros: [40, 700],
    isSized: true,
    materials: woods,
    uses: ['heavy books', 'dividing a room in two'],
    details: ['It is put together without tools.', 'The boards sit at any height.'],
  },
  {
    shelf: 'notebooks',
    noun: 'notebook',
    euros: [4, 40],
    isSized: true,
    materials: ['leather', 'linen', 'stone paper'],
    uses: ['plans, lists and drawings', 'a diary of a long journey'],
    details: ['It lies flat when open.', 'The pages are numbered and dotted.'],
  },
  {
    shelf: 'pens',
    noun: 'fountain pen',
    euros: [10, 400],
    isSized: false,
    materials: ['brass', 'walnut', 'titanium', 'aluminium'],
    uses: ['letters that matter', 'writing for hours without a cramp'],
    details: ['The nib is tested by hand.', 'It fills from a bottle or a cartridge.'],
  },
  {
    shelf: 'pens',
    noun: 'pencil set',
    euros: [4, 60],
    isSized: true,
    materials: ['ash', 'walnut'],
    uses: ['sketching outdoors', 'crosswords'],
    details: ['The leads are soft and break-proof.', 'The tin has room for a sharpener.'],
  },
];
