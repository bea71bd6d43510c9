/** The value of a series, by its name and labels as they are written; 0 where there is none. */
export async function readMetrics(metricsUrl: string | null, series: string): Promise<number> {
  const text = await (await fetch(String(metricsUrl))).text();
  const line = text.split('\n').find((written) => written.startsWith(`${series} `));
  return line === undefined ? 0 : Number(line.split(' ')[1]);
}
