import type { Figures } from '../measure-contender.ts';
import type { Round } from '../measure-workload.ts';
import { median } from './median.ts';

/** Of a figure of one gateway to that of another in the same round; null when they never shared one. */
export function medianRatio(
  rounds: readonly Round[],
  { of, to, by }: { of: string; to: string; by: (figures: Figures) => number },
): number | null {
  const ratios = rounds.flatMap((round) => {
    const [own, other] = [round.get(of), round.get(to)];
    if (own === undefined || other === undefined || 'reason' in own || 'reason' in other) return [];
    return [by(own) / by(other)];
  });
  return median(ratios);
}
