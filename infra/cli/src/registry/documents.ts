/**
 * Everything that the CLI asks the registry; a test holds it to the registry's schema.
 */
const FAILURE = `
  __typename
  ... on Failure { message }
  ... on InvalidInput { fields { path message } }`;
const PROBLEMS = 'problems { code message fix places { subgraph line column } }';
const DOES_NOT_COMPOSE = `... on DoesNotCompose { ${PROBLEMS} }`;
const CHANGES = 'changes { code severity coordinate message }';
const PUBLISHED = `... on Published {
    changed hints version { number cause changedSubgraphs hash createdAt createdBy ${CHANGES} }
  }`;

export const PUBLISH_SUBGRAPHS = `mutation ($input: PublishSubgraphsInput!) {
  publishSubgraphs(input: $input) { ${FAILURE} ${DOES_NOT_COMPOSE} ${PUBLISHED} }
}`;

export const DELETE_SUBGRAPH = `mutation ($input: DeleteSubgraphInput!) {
  deleteSubgraph(input: $input) { ${FAILURE} ${DOES_NOT_COMPOSE} ${PUBLISHED} }
}`;

export const CHECK_SUBGRAPH = `mutation ($input: CheckSubgraphInput!) {
  checkSubgraph(input: $input) {
    ${FAILURE}
    ... on Check {
      id subgraph status comparedWith createdAt revision operationsLookedAt isRecordComplete since
      compositionErrors { code message fix places { subgraph line column } }
      changes {
        verdict affectedCount change { code severity coordinate message }
        affected { operation { id name type count lastSeen } clients { name version count lastSeen } }
      }
      lint { rule severity coordinate message place { subgraph line column } }
    }
  }
}`;

export const LIST_SUBGRAPHS = `query ($ref: String!) {
  variant(ref: $ref) { subgraphs { name routingUrl number revision publishedBy publishedAt } }
}`;

export const FETCH_SUBGRAPH = `query ($ref: String!, $name: String!) {
  variant(ref: $ref) { subgraph(name: $name) { name routingUrl number revision sdl } }
}`;

export const FETCH_SUBGRAPHS = `query ($ref: String!) {
  variant(ref: $ref) { subgraphs { name routingUrl sdl } }
}`;

export const FETCH_SUPERGRAPH = `query ($ref: String!) {
  variant(ref: $ref) { current { number hash supergraphSdl apiSdl } }
}`;

export const FETCH_VERSION = `query ($ref: String!, $number: Int!) {
  variant(ref: $ref) { version(number: $number) { number hash supergraphSdl apiSdl } }
}`;

export const CREATE_GRAPH = `mutation ($name: String!) {
  createGraph(name: $name) { ${FAILURE} ... on Graph { name } }
}`;

export const HISTORY = `query ($ref: String!, $first: Int!) {
  variant(ref: $ref) {
    current { number }
    versions(first: $first) {
      nodes { number cause changedSubgraphs restores reason createdBy createdAt hash }
    }
  }
}`;

export const ROLLBACK = `mutation ($input: RollbackInput!) {
  rollback(input: $input) { ${FAILURE} ${PUBLISHED} }
}`;

export const DIFF = `query ($ref: String!, $from: Int!, $to: Int!) {
  variant(ref: $ref) {
    diff(from: $from, to: $to) {
      from { number } to { number } ${CHANGES}
      subgraphs { name before { number revision } after { number revision } }
    }
  }
}`;

export const CURRENT_NUMBER = `query ($ref: String!) {
  variant(ref: $ref) { current { number } }
}`;

export const SET_CONTRACT = `mutation ($input: SetContractInput!) {
  setContract(input: $input) {
    ${FAILURE} ${DOES_NOT_COMPOSE}
    ... on Variant { ref current { number } contract { problem } }
  }
}`;

const TOKEN =
  'id name createdAt expiresAt lastUsedAt revokedAt grants { graph variant subgraph permissions }';

export const CREATE_TOKEN = `mutation ($input: CreateTokenInput!) {
  createToken(input: $input) { ${FAILURE} ... on TokenCreated { secret token { ${TOKEN} } } }
}`;

export const REVOKE_TOKEN = `mutation ($id: ID!) {
  revokeToken(id: $id) { ${FAILURE} ... on Token { ${TOKEN} } }
}`;

export const LIST_TOKENS = `query ($name: String!) {
  graph(name: $name) { tokens { ${TOKEN} } }
}`;

export const LIST_OPERATIONS = `query ($ref: String!, $days: Int!, $coordinate: String, $first: Int!) {
  variant(ref: $ref) {
    operations(days: $days, coordinate: $coordinate, first: $first) {
      id name type count errorCount lastSeen clients { name version count lastSeen }
    }
  }
}`;
