/** What a client asks of the graph, whatever the transport (GraphQL over HTTP, "Request Parameters"). */
export interface GraphqlRequest {
  readonly query?: string;
  /** In place of the query: GraphQL over HTTP, "Persisted Documents". */
  readonly documentId?: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly extensions?: Readonly<Record<string, unknown>>;
}
