import { post, postText } from '../http/graphql-request.ts';
import { within } from '../target/graph-shape.ts';
import type { Target } from '../target/target.ts';
import { roundTrip } from './fragments.ts';
import { type Group, type HostileCase, tolerated } from './group.ts';

const POLLUTION = 'CVE-2026-32621: prototypes that are polluted';
const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'then',
  'toJSON',
];

/** Names that JavaScript gives a meaning. After them the normal answer is what it was. */
export const prototypes: Group = {
  name: 'prototypes',
  summary: 'names such as __proto__ wherever a client may choose one',
  cases: (target) => [...NAMES.flatMap((name) => named(target, name)), ...bodies(target)],
};

function named(target: Target, name: string): HostileCase[] {
  const { shape, innocent } = target;
  const { leaf, typeName } = shape;
  const operation = `query ${name} ${within(shape, leaf)}`;
  const cases: readonly (readonly [string, Parameters<typeof post>[1]])[] = [
    [`${name} as an alias`, { query: within(shape, `${name}: ${leaf}`) }],
    [
      `${name} as an alias of objects in one another`,
      { query: within(shape, roundTrip(shape, roundTrip(shape, `${name}: ${leaf}`, name), name)) },
    ],
    [`${name} as an alias at the root`, { query: `{ ${name}: __typename }` }],
    [
      `${name} as a variable`,
      {
        query: `query ($${name}: Boolean!) { __typename @include(if: $${name}) }`,
        variables: { [name]: true },
      },
    ],
    [
      `${name} as a fragment`,
      { query: `${within(shape, `...${name}`)} fragment ${name} on ${typeName} { ${leaf} }` },
    ],
    [`${name} as an operation`, { query: operation, operationName: name }],
    [`${name} as a name that is asked for`, { query: innocent.query, operationName: name }],
    [`${name} as a field`, { query: within(shape, name) }],
    [`${name} as a directive`, { query: within(shape, `${leaf} @${name}`) }],
    [`${name} as a type`, { query: within(shape, `... on ${name} { ${leaf} }`) }],
  ];
  const polluting = `{"polluted":true,"${name}":{"polluted":true}}`;
  return [
    ...cases.map(([title, asked]) => ({
      ...{ name: title, known: POLLUTION, expect: tolerated },
      request: () => post(target, asked),
    })),
    {
      ...{ name: `${name} as a value`, known: POLLUTION, expect: tolerated },
      request: () =>
        postText(
          target,
          `{"query":${JSON.stringify(innocent.query)},"variables":{"a":${polluting},"${name}":${polluting}}}`,
        ),
    },
    {
      ...{ name: `${name} as an extension`, known: POLLUTION, expect: tolerated },
      request: () =>
        postText(
          target,
          `{"query":${JSON.stringify(innocent.query)},"extensions":{"${name}":${polluting}}}`,
        ),
    },
  ];
}

function bodies(target: Target): HostileCase[] {
  const query = JSON.stringify(target.innocent.query);
  return [
    `{"query":${query},"__proto__":{"query":"{ x }"}}`,
    `{"query":${query},"constructor":{"prototype":{"polluted":true}}}`,
    `{"__proto__":{"query":${query}}}`,
    '{"query":"{ __typename }","variables":{"__proto__":null}}',
    `{"query":${query},"\\u005f\\u005fproto\\u005f\\u005f":{"polluted":true}}`,
  ].map((body) => ({
    ...{ name: `body ${body.slice(0, 70)}`, known: POLLUTION, expect: tolerated },
    request: () => postText(target, body),
  }));
}
