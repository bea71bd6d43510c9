import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSWORD, type TestService, useIdentity } from '../use-identity.ts';

/** From then on a token that was used is not handed its successor again. */
const REPEAT_MS = 10_000;
/** A tab further behind is no tab. */
const MOST_STEPS_BEHIND = 8;
const TABS = 3;
/** Besides the tabs there is a thief, who has what a tab had when they looked. */
const THIEF = TABS;

const REFRESH = `mutation ($input: RefreshSessionInput!) {
  refreshSession(input: $input) {
    __typename ... on RefreshSessionSuccess { session { refreshToken } }
  }
}`;

const tab = fc.nat(TABS - 1);
const someone = fc.subarray([0, 1, 2, THIEF], { minLength: 1 });
const way = fc.constantFrom('sign-out', 'revoke', 'revoke-others');
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('refresh' as const), by: someone }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      ms: fc.constantFrom(1, 2_000, REPEAT_MS - 1, REPEAT_MS, 900_000),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('steal' as const), from: tab }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('end' as const), way, meanwhile: someone }),
  },
);

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** A token of the session, and when it was used. */
interface Token {
  readonly text: string;
  usedAtMs: number | null;
}

/** What the rules say of a session: the line of its tokens, and who holds which of them. */
interface Model {
  readonly line: Token[];
  /** By tab, and of the thief. */
  readonly held: number[];
  isEnded: boolean;
}

type Answer = { readonly __typename: string; readonly session?: { readonly refreshToken: string } };

describe('tabs, a thief, and a user who ends sessions, in any order', () => {
  const service = useIdentity({ clockStandsStill: true });
  let other: Awaited<ReturnType<TestService['startAnother']>>;
  let email: string;
  beforeAll(async () => {
    other = await service().startAnother();
    email = (await service().signUp()).user.email;
  });
  afterAll(() => other?.close());

  const nowMs = () => service().now().getTime();

  /** Everybody at once, each second one at the other process. */
  const refresh = (model: Model, by: readonly number[]): Promise<Answer[]> =>
    Promise.all(
      by.map(async (who, index) => {
        const refreshToken = tokenOf(model, who).text;
        const process = index % 2 ? other : service();
        const { body } = await process.send(REFRESH, { input: { refreshToken } });
        expect(body.errors).toBeUndefined();
        return body.data.refreshSession;
      }),
    );

  /** Compares what came of it with the rules. */
  function judge(model: Model, by: readonly number[], answers: readonly Answer[]): void {
    const kinds = answers.map(({ __typename }) => __typename);
    const late = by.filter((who) => isLate(model, who, nowMs()));
    const nearlyLate = by.filter((who) => isNearlyLate(model, who));
    const reusers = by.filter((_, index) => kinds[index] === 'RefreshTokenReused');
    if (model.isEnded) {
      expect(new Set(kinds)).toEqual(new Set(['RefreshTokenInvalid']));
    } else if (late.length > 0) {
      expect(reusers).toHaveLength(1);
      expect([...late, ...nearlyLate]).toContain(reusers[0]);
    } else if (nearlyLate.length === 0) {
      expect(new Set(kinds)).toEqual(new Set(['RefreshSessionSuccess']));
    }
    if (reusers.length > 0) model.isEnded = true;
  }

  /** Hands out what was given: the token at the end of the line, to which one at most has come. */
  function handOut(model: Model, by: readonly number[], answers: readonly Answer[]): void {
    const { line, held } = model;
    const newest = line.length - 1;
    const wasAtTheEnd = by.map((who) => held[who] === newest);
    const given = answers.map(({ session }) => session?.refreshToken);
    const added = new Set(given.filter((text) => text !== undefined && !knows(model, text)));
    expect(added.size).toBeLessThanOrEqual(wasAtTheEnd.includes(true) ? 1 : 0);
    for (const text of added) {
      (line[newest] as Token).usedAtMs = nowMs();
      line.push({ text: String(text), usedAtMs: null });
    }
    for (const [index, text] of given.entries()) {
      if (text === undefined) continue;
      const place = line.findIndex((token) => token.text === text);
      expect(place).toBeGreaterThanOrEqual(wasAtTheEnd[index] ? newest + 1 : newest);
      held[by[index] as number] = place;
    }
  }

  async function begin() {
    const session = await service().signIn(email, PASSWORD);
    const model: Model = {
      line: [{ text: session.refreshToken, usedAtMs: null }],
      held: Array.from({ length: TABS + 1 }, () => 0),
      isEnded: false,
    };
    return { session, model };
  }

  test('who is within the grace goes on, who is not ends the session, and no session that has ended gives a token', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24 }), async (steps) => {
        const { session, model } = await begin();
        const elsewhere = await service().signIn(email, PASSWORD);
        const { sessionId } = session.principal;

        const end = async (how: string): Promise<void> => {
          if (how === 'sign-out') await service().send(SIGN_OUT, {}, session.principal);
          if (how === 'revoke')
            await service().send(REVOKE, { input: { sessionId } }, elsewhere.principal);
          if (how === 'revoke-others') await service().send(REVOKE_OTHERS, {}, elsewhere.principal);
        };

        for (const one of steps) {
          switch (one.kind) {
            case 'wait':
              service().advance(one.ms);
              break;
            case 'steal':
              model.held[THIEF] = model.held[one.from] as number;
              break;
            case 'refresh': {
              const answers = await refresh(model, one.by);
              for (const { __typename } of answers) seen.add(__typename);
              judge(model, one.by, answers);
              handOut(model, one.by, answers);
              break;
            }
            case 'end': {
              // Each of them comes before it or after it.
              const [answers] = await Promise.all([refresh(model, one.meanwhile), end(one.way)]);
              handOut(model, one.meanwhile, answers);
              model.isEnded = true;
            }
          }
        }
        if (model.isEnded) judge(model, [0, 1, 2, THIEF], await refresh(model, [0, 1, 2, THIEF]));
        // What befell that session is nothing to the one on another device.
        const input = { refreshToken: elsewhere.refreshToken };
        const { body } = await other.send(REFRESH, { input });
        expect(body.data.refreshSession.__typename).toBe('RefreshSessionSuccess');
      }),
      { numRuns: 25, examples: [[EACH_ONCE]] },
    );
    expect([...seen].sort()).toEqual([
      'RefreshSessionSuccess',
      'RefreshTokenInvalid',
      'RefreshTokenReused',
    ]);
  }, 300_000);
});

const SIGN_OUT = 'mutation { signOut { __typename } }';
const REVOKE_OTHERS = 'mutation { revokeOtherSessions { __typename } }';
const REVOKE = `mutation ($input: RevokeSessionInput!) { revokeSession(input: $input) { __typename } }`;

/** A thief who comes late, so that each answer is seen whatever else is tried. */
const EACH_ONCE: Step[] = [
  { kind: 'steal', from: 0 },
  { kind: 'refresh', by: [0, 1, 2] },
  { kind: 'wait', ms: REPEAT_MS },
  { kind: 'refresh', by: [THIEF] },
  { kind: 'refresh', by: [0] },
];

const knows = ({ line }: Model, text: string) => line.some((token) => token.text === text);

function tokenOf({ line, held }: Model, who: number): Token {
  return line[held[who] as number] as Token;
}

/** Whether the token was used so long ago, or the session refreshed so often since, that it is no tab's. */
function isLate(model: Model, who: number, nowMs: number): boolean {
  const { usedAtMs } = tokenOf(model, who);
  if (usedAtMs === null) return false;
  return nowMs - usedAtMs >= REPEAT_MS || stepsBehind(model, who) > MOST_STEPS_BEHIND;
}

/** As far behind as a tab may be: whether it is too far depends on who comes first. */
function isNearlyLate(model: Model, who: number): boolean {
  return stepsBehind(model, who) === MOST_STEPS_BEHIND;
}

function stepsBehind({ line, held }: Model, who: number): number {
  return line.length - 1 - (held[who] as number);
}
