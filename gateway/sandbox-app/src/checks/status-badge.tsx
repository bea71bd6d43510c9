import type { CheckHead } from './check-answers.ts';

export function StatusBadge({ status }: { status: CheckHead['status'] }) {
  return status === 'PASSED' ? (
    <span className="badge badge-good">passed</span>
  ) : (
    <span className="badge badge-bad">failed</span>
  );
}
