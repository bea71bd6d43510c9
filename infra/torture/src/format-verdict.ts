import type { Verdict } from './run-torture.ts';
import type { Spread } from './verdict/spread.ts';

/** The verdict for people. */
export function formatVerdict({ figures, kills, watch, violations }: Verdict): string {
  const { checkouts, seconds, perSecond, repetitions, answers, outcomes } = figures;
  const lines = [
    `${checkouts} checkouts in ${seconds.toFixed(0)} s: ${perSecond.toFixed(1)} a second, ${repetitions} sent again`,
    `answers    ${formatCounts(answers)}`,
    `outcomes   ${formatCounts(outcomes)}`,
    `to the answer    ${formatSpread(figures.answerMs)}`,
    `to the outcome   ${formatSpread(figures.outcomeMs)}`,
    'events     in the outbox, then in the queue',
    ...figures.hops.map(
      ({ type, outboxMs, queueMs }) =>
        `  ${type.padEnd(20)} ${formatSpread(outboxMs)}; ${formatSpread(queueMs)}`,
    ),
    `killed     ${formatCounts(kills)}`,
    `stock      looked at ${watch.samples} times`,
    `violations ${violations.length}`,
    ...violations.map((violation) => `  ✗ ${violation}`),
  ];
  return lines.join('\n');
}

function formatCounts(counts: Readonly<Record<string, number>>): string {
  const entries = Object.entries(counts);
  if (entries.length === 0) return 'none';
  return entries.map(([name, count]) => `${count} ${name}`).join(', ');
}

function formatSpread({ p50, p99, longest }: Spread): string {
  return `p50 ${p50} ms, p99 ${p99} ms, longest ${longest} ms`;
}
