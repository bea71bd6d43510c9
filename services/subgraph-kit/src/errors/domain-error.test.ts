import { ApolloServerErrorCode } from '@apollo/server/errors';
import { GraphQLObjectType, GraphQLSchema, GraphQLString, graphqlSync } from 'graphql';
import { describe, expect, it } from 'vitest';
import { DomainError } from './domain-error.ts';
import { errorTable, isErrorCode } from './error-table.ts';

describe('DomainError', () => {
  it('gives its code to the GraphQL error that GraphQL.js makes of it', () => {
    const fields = {
      fails: {
        type: GraphQLString,
        resolve: () => {
          throw new DomainError('CONFLICT', 'Taken.');
        },
      },
    };
    const schema = new GraphQLSchema({ query: new GraphQLObjectType({ name: 'Query', fields }) });
    const { errors } = graphqlSync({ schema, source: '{ fails }' });
    expect(errors?.[0]?.extensions).toEqual({ code: 'CONFLICT' });
  });

  it('keeps its cause and knows its status', () => {
    const cause = new Error('timeout');
    const error = new DomainError('SERVICE_UNAVAILABLE', 'Later.', { cause });
    expect(error).toMatchObject({ cause, httpStatus: 503, name: 'DomainError' });
  });
});

describe('errorTable', () => {
  it('has a status that HTTP knows for every code', () => {
    for (const { httpStatus } of Object.values(errorTable)) {
      expect(httpStatus).toBeGreaterThanOrEqual(200);
      expect(httpStatus).toBeLessThan(600);
    }
  });

  it('has every code that Apollo Server answers with, but for persisted queries, which are off', () => {
    const unknown = Object.values(ApolloServerErrorCode).filter((code) => !isErrorCode(code));
    expect(unknown).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
  });
});
