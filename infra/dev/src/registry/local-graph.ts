/** What the graph of this machine is called in its registry. */
export const LOCAL_GRAPH = 'shop';
export const LOCAL_VARIANT = 'local';
export const LOCAL_REF = `${LOCAL_GRAPH}@${LOCAL_VARIANT}`;
