import { expect, test, vi } from 'vitest';
import { createBegunFlows } from './begun-flows.ts';

function open(href: string, kept = new Map<string, string>()) {
  const { search, pathname } = new URL(href);
  const replaceState = vi.fn();
  const flows = createBegunFlows(
    {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
    },
    {
      location: { href, search, pathname } as Location,
      history: { replaceState } as unknown as History,
    },
  );
  return { flows, kept, replaceState };
}

test('remembers, across the visit to a provider, what was begun and where it came back', () => {
  const { flows, kept } = open('http://127.0.0.1:4000/');
  flows.note({ beginProviderSignIn: { flow: { authorizationUrl: 'x', flowToken: 'secret' } } });
  const back = 'http://127.0.0.1:4000/?code=c&state=s&iss=i';
  const { flows: afterwards, replaceState } = open(back, kept);
  expect(afterwards.read('flowToken')).toBe('secret');
  expect(afterwards.read('callbackUrl')).toBe(back);
  expect(replaceState).toHaveBeenCalledWith(null, '', '/');
});

test('takes an error answer for one, and no other address', () => {
  expect(open('http://a.test/?error=access_denied&state=s').flows.read('callbackUrl')).not.toBe('');
  const { flows, replaceState } = open('http://a.test/?code=c#operation=x');
  expect(flows.read('callbackUrl')).toBe('');
  expect(replaceState).not.toHaveBeenCalled();
});

test('reads an empty text for what was not handed out', () => {
  const { flows } = open('http://a.test/');
  flows.note({ me: { displayName: 'Ada' } });
  flows.note(null);
  expect(flows.read('challengeToken')).toBe('');
});
