import type { SampleAccount } from '../config.ts';
import { PlayIcon } from '../icons.tsx';
import type { Example, ExampleAudience } from './example-catalogue.ts';

interface ExampleCardProps {
  example: Example;
  mayRun: boolean;
  /** A sample account that may run it, when there is one. */
  account: SampleAccount | null;
  onOpen: () => void;
  onRun: () => void;
}

/** One example: open it to read and change it, or run it at once where it needs nothing more. */
export function ExampleCard({ example, mayRun, account, onOpen, onRun }: ExampleCardProps) {
  const runLabel =
    mayRun || !account
      ? `Run ${example.title}`
      : `Sign in as ${account.label} and run ${example.title}`;
  return (
    <li className="example">
      <button type="button" className="example-open" onClick={onOpen}>
        <strong>{example.title}</strong>
        <span>{example.description}</span>
        {example.audience !== 'anyone' && (
          <span className={mayRun ? 'audience is-met' : 'audience'}>
            {describe(example.audience)}
          </span>
        )}
        {example.needs && <span className="audience">{`needs ${example.needs}`}</span>}
      </button>
      {!example.needs && (
        <button
          type="button"
          className="example-run"
          aria-label={runLabel}
          title={runLabel}
          onClick={onRun}
        >
          <PlayIcon />
        </button>
      )}
    </li>
  );
}

const anyOf = new Intl.ListFormat('en', { type: 'disjunction' });

function describe(audience: Exclude<ExampleAudience, 'anyone'>): string {
  return audience === 'signed-in' ? 'any account' : anyOf.format(audience);
}
