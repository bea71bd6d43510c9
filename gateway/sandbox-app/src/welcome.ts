/** The first tab of a new visitor. */
export const welcome = `# Welcome. One graph, whatever stands behind it.
#
# Choose an example on the left, or start typing:
# Ctrl+Space completes, hovering explains,
# Ctrl+Enter runs.

`;
