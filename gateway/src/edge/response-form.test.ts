import { expect, test } from 'vitest';
import { chooseForm } from './response-form.ts';

const usual = { mediaType: 'application/json; charset=utf-8', requestErrorStatus: 400 };
const json = { mediaType: 'application/json; charset=utf-8', requestErrorStatus: 200 };
const graphql = {
  mediaType: 'application/graphql-response+json; charset=utf-8',
  requestErrorStatus: 400,
};

test.each([
  [undefined, usual],
  ['', usual],
  ['*/*', usual],
  ['application/*', usual],
  ['text/html, application/xhtml+xml, */*;q=0.8', usual],
  ['application/json', json],
  ['APPLICATION/JSON; charset=UTF-8', json],
  ['multipart/mixed; deferSpec=20220824, application/json', json],
  ['application/json, application/graphql-response+json', json],
  ['application/graphql-response+json', graphql],
  ['application/graphql-response+json; charset=utf-8', graphql],
  ['application/graphql-response+json, application/json;q=0.9', graphql],
  ['application/json;q=0.1, application/graphql-response+json;q=0.2', graphql],
  ['*/*, application/json;q=0', graphql],
])('Accept %j is answered with %j', (accept, form) => {
  expect(chooseForm(accept)).toEqual(form);
});

test.each([
  'text/html',
  'application/xml, image/*',
  'application/json; charset=utf-16',
  'application/json;q=0',
  '*/*;q=0',
  ',',
  ';',
  '/',
  'multipart/mixed;boundary="',
  'multipart/mixed;deferSpec',
  'application/json"',
  '"application/json"',
  '\\',
  'a/b;q=application/json',
  '='.repeat(10_000),
  'a/b,'.repeat(4_000),
  'a/b;c="\\'.repeat(1_500),
])('Accept %j is refused', (accept) => {
  expect(() => chooseForm(accept)).toThrow(
    expect.objectContaining({ code: 'NOT_ACCEPTABLE', httpStatus: 406 }),
  );
});
