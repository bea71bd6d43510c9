import { beforeAll, expect, test } from 'vitest';
import { createGraph, publish, subgraph, withLink } from './publishing.ts';
import { type TestRegistry, useRegistry } from './use-registry.ts';

const registries = useRegistry();
const registry = () => registries()[0] as TestRegistry;
const schema = (more = '') =>
  withLink(`extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@tag"])
    type Query { open: String inner: String @tag(name: "internal") ${more} }`).replace(/^.*\n/, '');

beforeAll(() => createGraph(registry(), 'shop'));

const SET = `mutation ($input: SetContractInput!) { setContract(input: $input) {
  __typename
  ... on Variant { ref current { number cause apiSdl } contract { sourceRef excludeTags problem } }
  ... on Failure { message }
  ... on InvalidInput { fields { path message } }
} }`;
const STATE = `query ($ref: String!) { variant(ref: $ref) {
  contract { problem source { ref } }
  current { number cause changedSubgraphs apiSdl }
} }`;

const setContract = (input: object) =>
  registry().get('setContract', SET, {
    input: { ref: 'shop@partners', source: 'shop@prod', excludeTags: ['internal'], ...input },
  });
const state = () => registry().get('variant', STATE, { ref: 'shop@partners' });

test('a contract is a part of its source, and follows it', async () => {
  await publish(registry(), 'shop@prod', [subgraph('a', schema())]);
  expect(await setContract({})).toMatchObject({
    ref: 'shop@partners',
    current: { number: 1, cause: 'CONTRACT', apiSdl: 'type Query {\n  open: String\n}' },
    contract: { sourceRef: 'shop@prod', excludeTags: ['internal'], problem: null },
  });

  await publish(registry(), 'shop@prod', [subgraph('a', schema('more: Int'))]);
  expect(await state()).toMatchObject({
    contract: { problem: null, source: { ref: 'shop@prod' } },
    current: {
      ...{ number: 2, cause: 'CONTRACT', changedSubgraphs: ['a'] },
      apiSdl: 'type Query {\n  open: String\n  more: Int\n}',
    },
  });
});

test('what cannot be cut down leaves the contract as it was, and does not stop its source', async () => {
  const allInternal = schema().replace('open: String', 'open: String @tag(name: "internal")');
  const published = await publish(registry(), 'shop@prod', [subgraph('a', allInternal)]);
  expect(published).toMatchObject({ __typename: 'Published', changed: true });
  expect(await state()).toMatchObject({
    contract: { problem: expect.stringMatching(/./) },
    current: { number: 2 },
  });
  await publish(registry(), 'shop@prod', [subgraph('a', schema())]);
  expect(await state()).toMatchObject({ contract: { problem: null }, current: { number: 3 } });
});

test('nothing is published to a contract', async () => {
  const answer = await publish(registry(), 'shop@partners', [subgraph('b')]);
  expect(answer).toMatchObject({ __typename: 'InvalidInput', fields: [{ path: ['ref'] }] });
});

test.each([
  ['of a variant that has no version', { source: 'shop@nowhere' }, ['source']],
  ['of a contract', { source: 'shop@partners', ref: 'shop@other' }, ['source']],
  ['in the place of a variant with subgraphs', { ref: 'shop@taken' }, ['ref']],
])('a contract %s is refused', async (_what, input, path) => {
  await publish(registry(), 'shop@taken', [subgraph('b')]);
  expect(await setContract(input)).toMatchObject({
    __typename: 'InvalidInput',
    fields: [{ path }],
  });
});

test('a contract that leaves nothing is refused, and not kept', async () => {
  const input = { ref: 'shop@nothing', includeTags: ['nowhere'] };
  expect(await setContract(input)).toMatchObject({ __typename: 'DoesNotCompose' });
  expect(await registry().get('variant', STATE, { ref: 'shop@nothing' })).toBeNull();
});
