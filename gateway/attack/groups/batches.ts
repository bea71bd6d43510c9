import { postText } from '../http/graphql-request.ts';
import type { Target } from '../target/target.ts';
import { type Group, refused, tolerated } from './group.ts';
import { nested } from './times.ts';

/** Lists of operations in one request. Whether a server takes any is its own choice. */
export const batches: Group = {
  name: 'batches',
  summary: 'lists of operations in one request',
  cases: (target) => {
    const one = { query: target.innocent.query };
    const send = (value: unknown) => () => postText(target, JSON.stringify(value));
    return [
      { name: 'an empty batch', request: send([]), expect: refused() },
      { name: 'a batch of three', request: send([one, one, one]), expect: tolerated },
      {
        name: 'a batch of 5,000',
        request: send(Array.from({ length: 5_000 }, () => one)),
        expect: refused(),
      },
      { name: 'a batch of batches', request: send([[one], [one]]), expect: refused() },
      { name: 'a batch of nothings', request: send([null, 1, 'x']), expect: refused() },
      {
        name: 'a batch with a mutation',
        request: send([one, mutationOf(target)]),
        expect: tolerated,
      },
      {
        name: '100,000 batches in one another',
        request: () => postText(target, nested(100_000, '[', ']')),
        expect: refused(),
      },
    ];
  },
};

function mutationOf({ shape }: Target) {
  return { query: `mutation { ${shape.mutation} }` };
}
