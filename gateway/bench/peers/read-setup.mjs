import { readFileSync } from 'node:fs';

/** What the benchmark tells a peer: its port, the graph, and which headers subgraphs are to receive. */
export function readSetup() {
  const [file, port] = process.argv.slice(2);
  const { supergraphFile, ...setup } = JSON.parse(readFileSync(file, 'utf8'));
  return { ...setup, supergraphSdl: readFileSync(supergraphFile, 'utf8'), port: Number(port) };
}

/** The headers among `headers` that the benchmark wants passed on. */
export function pickHeaders(headers, names) {
  return Object.fromEntries(
    names.filter((name) => headers[name] !== undefined).map((name) => [name, headers[name]]),
  );
}
