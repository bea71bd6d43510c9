/** The schema of a graph that has not composed so far. */
export const PLACEHOLDER_SDL = `
type Query {
  """
  The subgraphs do not compose yet: the terminal and the sandbox say why. The graph comes with the first
  save that does.
  """
  graph: GraphState!
}

enum GraphState {
  DOES_NOT_COMPOSE_YET
}
`;
