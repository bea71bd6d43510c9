import { HeaderMap } from '@apollo/server';
import { expect, test } from 'vitest';
import { tellErrors } from './tell-errors.ts';

const context = (requestErrorStatus: 200 | 400) => ({
  requestId: 'r1',
  form: { mediaType: 'application/json', requestErrorStatus },
});

function told(codes: string[], status: number | undefined, requestErrorStatus: 200 | 400) {
  const http = { headers: new HeaderMap(), ...(status !== undefined && { status }) };
  const result = { errors: codes.map((code) => ({ message: 'x', extensions: { code } })) };
  tellErrors({ http }, result, context(requestErrorStatus));
  return { status: http.status, errors: result.errors };
}

test('the status of a request error is what the client understands', () => {
  expect(told(['GRAPHQL_PARSE_FAILED'], 400, 200).status).toBe(200);
  expect(told(['GRAPHQL_PARSE_FAILED'], 400, 400).status).toBe(400);
  expect(told(['BAD_USER_INPUT', 'BAD_USER_INPUT'], 400, 200).status).toBe(200);
});

test('another refusal, or status, stays what it is', () => {
  expect(told(['MAX_DEPTH_LIMIT'], 400, 200).status).toBe(400);
  expect(told(['BAD_USER_INPUT', 'OPERATION_TOO_COMPLEX'], 400, 200).status).toBe(400);
  expect(told(['INTERNAL_SERVER_ERROR'], 500, 200).status).toBe(500);
  expect(told(['SUBGRAPH_TIMEOUT'], undefined, 200).status).toBeUndefined();
});

test('an error that hides what happened names the request, and no other does', () => {
  expect(told(['INTERNAL_SERVER_ERROR', 'SUBGRAPH_TIMEOUT'], undefined, 200).errors).toEqual([
    { message: 'x', extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'r1' } },
    { message: 'x', extensions: { code: 'SUBGRAPH_TIMEOUT' } },
  ]);
});
