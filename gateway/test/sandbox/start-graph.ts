export interface RunningGraph {
  url: string;
  close(): Promise<void>;
}
export async function startGraph(): Promise<RunningGraph> {
  return { url: process.env.SANDBOX_URL ?? '', close: async () => undefined };
}
