import type { TestRegistry } from './use-registry.ts';

const PUBLISH = `
  mutation Publish($input: PublishSubgraphsInput!, $reads: Boolean!) {
    publishSubgraphs(input: $input) {
      __typename
      ... on Published {
        changed
        version {
          number cause changedSubgraphs hash createdBy
          subgraphs @include(if: $reads) { name number revision }
        }
      }
      ... on Failure { message }
      ... on DoesNotCompose { problems { code message fix places { subgraph line column } } }
      ... on InvalidInput { fields { path message } }
    }
  }`;

export interface PublishAnswer {
  readonly __typename: string;
  readonly changed: boolean;
  readonly message: string;
  readonly version: {
    readonly number: number;
    readonly cause: string;
    readonly changedSubgraphs: readonly string[];
    readonly hash: string;
    readonly createdBy: string;
    readonly subgraphs: readonly { name: string; number: number; revision: string | null }[];
  };
  readonly problems: readonly {
    readonly code: string;
    readonly message: string;
    readonly fix: string | null;
    readonly places: readonly { subgraph: string; line: number; column: number }[];
  }[];
  readonly fields: readonly { path: readonly string[]; message: string }[];
}

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])';

export const withLink = (sdl: string) => `${LINK}\n${sdl}`;

/** A schema of one field that is its own. */
export const schemaOf = (field: string) => withLink(`type Query { ${field}: String }`);

export interface NewSubgraph {
  readonly name: string;
  readonly sdl: string;
  readonly routingUrl?: string | undefined;
}

export const subgraph = (name: string, sdl = schemaOf(name)): NewSubgraph => ({
  name,
  sdl,
  routingUrl: `http://${name}.test/graphql`,
});

/**
 * Publishes subgraphs to a variant and returns the answer, whatever it is. With a token it is that of a pipeline,
 * which is not told of other subgraphs.
 */
export function publish(
  registry: TestRegistry,
  ref: string,
  subgraphs: readonly NewSubgraph[],
  { token, ...more }: { token?: string; revision?: string; reason?: string } = {},
): Promise<PublishAnswer> {
  const variables = { input: { ref, subgraphs, ...more }, reads: token === undefined };
  return registry.get<PublishAnswer>('publishSubgraphs', PUBLISH, variables, token);
}

export async function createGraph(registry: TestRegistry, name: string): Promise<void> {
  const query = 'mutation ($name: String!) { createGraph(name: $name) { __typename } }';
  await registry.get('createGraph', query, { name });
}
