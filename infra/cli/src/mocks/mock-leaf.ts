import { faker } from '@faker-js/faker/locale/en';

/** What a value is for: its field, and the type that the field is of. */
export interface LeafPlace {
  seed: number;
  typeName: string;
  fieldName: string;
}

/** Between these lie mocked instants: the clock of the machine must not show in them. */
const [EARLIEST, LATEST] = ['2025-01-01T00:00:00Z', '2026-01-01T00:00:00Z'];

/** A value of a scalar that fits the name of its field; the same for the same seed. */
export function mockLeaf(scalar: string, { seed, typeName, fieldName }: LeafPlace): unknown {
  faker.seed(seed);
  switch (scalar) {
    case 'ID':
      return faker.string.uuid();
    case 'Int':
      return intFor(fieldName);
    case 'Float':
      return faker.number.float({ min: 0, max: 1_000, fractionDigits: 2 });
    case 'Boolean':
      return faker.datatype.boolean();
    case 'String':
      return textFor(fieldName, typeName);
    default:
      return customFor(scalar);
  }
}

function intFor(field: string): number {
  if (/year/i.test(field)) return faker.number.int({ min: 1990, max: 2026 });
  if (/percent|discount/i.test(field)) return faker.number.int({ min: 0, max: 100 });
  if (/price|amount|total|minor|cents|cost/i.test(field)) {
    return faker.number.int({ min: 100, max: 99_999 });
  }
  if (/count|quantity|stock|size/i.test(field)) return faker.number.int({ min: 1, max: 20 });
  return faker.number.int({ min: 0, max: 1_000 });
}

const PERSON = /user|person|customer|author|account|member|employee/i;

/** What a text is by its field's name; the first that fits. */
const TEXTS: readonly (readonly [RegExp, () => string])[] = [
  [/e-?mail/i, () => faker.internet.email({ provider: 'example.com' }).toLowerCase()],
  [/first_?name/i, () => faker.person.firstName()],
  [/last_?name|surname/i, () => faker.person.lastName()],
  [/(display|full|user)_?name|author/i, () => faker.person.fullName()],
  [/company|vendor|brand|supplier/i, () => faker.company.name()],
  [/phone|mobile/i, () => faker.phone.number({ style: 'international' })],
  [
    /image|avatar|photo|picture/i,
    () => `https://example.com/${faker.string.hexadecimal({ length: 8, prefix: '' })}.png`,
  ],
  [/url|link|href|website/i, () => `https://example.com/${faker.lorem.slug()}`],
  [/slug|handle/i, () => faker.lorem.slug()],
  [/currency/i, () => 'EUR'],
  [/country/i, () => faker.location.countryCode()],
  [/city|town/i, () => faker.location.city()],
  [/street|address/i, () => faker.location.streetAddress()],
  [/zip|postal/i, () => faker.location.zipCode()],
  [/colou?r/i, () => faker.color.human()],
  [/sku|code|number|reference/i, () => faker.string.alphanumeric({ length: 8, casing: 'upper' })],
  [/cursor|token|hash/i, () => faker.string.alphanumeric(16)],
  [/date|_at$|At$/, instant],
  [/title|label|subject/, () => faker.commerce.productName()],
  [/description|summary|text|body|content|comment|message|bio/i, () => faker.lorem.sentence()],
];

function textFor(field: string, type: string): string {
  const found = TEXTS.find(([pattern]) => pattern.test(field));
  if (found !== undefined) return found[1]();
  if (/name/i.test(field)) {
    return PERSON.test(type) ? faker.person.fullName() : faker.commerce.productName();
  }
  return faker.lorem.words(2);
}

/** Scalars of a schema's own are known by what they are usually called. */
function customFor(scalar: string): unknown {
  if (/date_?time|timestamp|instant/i.test(scalar)) return instant();
  if (/date/i.test(scalar)) return instant().slice(0, 10);
  if (/time/i.test(scalar)) return instant().slice(11, 19);
  if (/uuid|guid/i.test(scalar)) return faker.string.uuid();
  if (/e-?mail/i.test(scalar)) return faker.internet.email({ provider: 'example.com' });
  if (/ur[li]/i.test(scalar)) return `https://example.com/${faker.lorem.slug()}`;
  if (/json|object|map/i.test(scalar)) return { [faker.lorem.word()]: faker.lorem.word() };
  if (/decimal|money/i.test(scalar)) return faker.commerce.price();
  if (/int|long|number/i.test(scalar)) return faker.number.int({ min: 0, max: 1_000 });
  return faker.lorem.word();
}

function instant(): string {
  return faker.date.between({ from: EARLIEST, to: LATEST }).toISOString();
}
