/**
 * How the gateway's process is started wherever it is: what a request makes lives for as long as its
 * subgraphs take, and is not to be copied to the old generation meanwhile (docs/benchmarks.md).
 */
export const gatewayNodeFlags: readonly string[] = ['--max-semi-space-size=32'];
