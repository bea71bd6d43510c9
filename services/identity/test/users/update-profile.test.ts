import { signedIn } from '@causeway/test-kit';
import { describe, expect, test } from 'vitest';
import { useIdentity } from '../use-identity.ts';

const UPDATE = `mutation ($input: UpdateProfileInput!) {
  updateProfile(input: $input) {
    __typename
    ... on UpdateProfileSuccess { user { id displayName email } }
    ... on InvalidInput { fields { path message } }
  }
}`;

describe('updateProfile', () => {
  const service = useIdentity();

  test('changes the name that others see', async () => {
    const { user, principal } = await service().signUp();
    const input = { displayName: '  Grace \t Hopper ' };
    const { body } = await service().send(UPDATE, { input }, principal);
    expect(body.data.updateProfile).toMatchObject({
      fields: [{ path: ['displayName'], message: 'must not contain control characters' }],
    });
    const { body: changed } = await service().send(
      UPDATE,
      { input: { displayName: '  Grace  Hopper ' } },
      principal,
    );
    expect(changed.data.updateProfile).toEqual({
      __typename: 'UpdateProfileSuccess',
      user: { ...user, displayName: 'Grace Hopper' },
    });
    const { body: seen } = await service().send(
      'query ($id: ID!) { user(id: $id) { displayName } }',
      { id: user.id },
      signedIn(),
    );
    expect(seen.data.user.displayName).toBe('Grace Hopper');
  });

  test('two changes in one operation show one after the other', async () => {
    const { principal } = await service().signUp();
    const { body } = await service().send(
      `mutation {
        one: updateProfile(input: { displayName: "One" }) { ...name }
        two: updateProfile(input: { displayName: "Two" }) { ...name }
      }
      fragment name on UpdateProfileSuccess { user { displayName } }`,
      {},
      principal,
    );
    expect(body.data).toEqual({
      one: { user: { displayName: 'One' } },
      two: { user: { displayName: 'Two' } },
    });
  });

  test.each([
    ['', 'must not be empty'],
    ['x'.repeat(81), 'must be at most 80 characters'],
  ])('refuses the name %j', async (displayName, message) => {
    const { principal } = await service().signUp();
    const { body } = await service().send(UPDATE, { input: { displayName } }, principal);
    expect(body.data.updateProfile).toEqual({
      __typename: 'InvalidInput',
      fields: [{ path: ['displayName'], message }],
    });
  });

  test.each([
    ['the anonymous', undefined],
    ['somebody whose account is gone', signedIn()],
  ])('is UNAUTHENTICATED for %s', async (_who, principal) => {
    const { body } = await service().send(UPDATE, { input: { displayName: 'X' } }, principal);
    expect(body.errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });
});
