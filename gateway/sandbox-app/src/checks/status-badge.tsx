import type { CheckStatus } from '../registry/registry-answers.generated.ts';

export function StatusBadge({ status }: { status: CheckStatus }) {
  return status === 'PASSED' ? (
    <span className="badge badge-good">passed</span>
  ) : (
    <span className="badge badge-bad">failed</span>
  );
}
