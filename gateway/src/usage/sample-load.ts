/** How many requests the one that comes now stands for; 0: it is not counted. */
export type SampleLoad = () => number;

/**
 * Up to `perSecond` requests in a second are all counted. Of those beyond, every second one is, with twice the
 * weight, then every fourth, and so on, by chance: the sums stay right on average, and the work bounded.
 */
export function createSampleLoad(options: {
  perSecond: number;
  nowMs?: () => number;
  random?: () => number;
}): SampleLoad {
  const { perSecond, nowMs = performance.now.bind(performance), random = Math.random } = options;
  let secondBeganMs = Number.NEGATIVE_INFINITY;
  let seen = 0;
  return () => {
    const now = nowMs();
    if (now - secondBeganMs >= 1_000) {
      secondBeganMs = now;
      seen = 0;
    }
    seen += 1;
    if (seen <= perSecond) return 1;
    const weight = 2 ** Math.ceil(Math.log2(seen / perSecond));
    return random() < 1 / weight ? weight : 0;
  };
}
