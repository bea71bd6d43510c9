import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useMemo, useState } from 'react';
import { useObservable } from '../observable-value.ts';
import { useSandboxParts } from '../sandbox-parts.ts';
import { useOpenOperation } from '../workbench/use-open-operation.ts';
import { ExampleCard } from './example-card.tsx';
import { type Example, exampleGroups } from './example-catalogue.ts';
import './examples-panel.css';
import { fillPlaceholders } from './fill-placeholders.ts';
import { accountFor, mayRun, usableExamples } from './usable-examples.ts';
import { useLookUp } from './use-look-up.ts';

/** Operations that are ready to run, by what somebody wants to do. */
export function ExamplesPanel() {
  const { config, session } = useSandboxParts();
  const state = useObservable(session.state);
  const { schema, isIntrospecting } = useGraphiQL(pick('schema', 'isIntrospecting'));
  const groups = useMemo(() => (schema ? usableExamples(exampleGroups, schema) : []), [schema]);
  const accounts = config.signIn?.accounts ?? [];
  const openOperation = useOpenOperation();
  const lookUp = useLookUp();
  const { run, stop } = useGraphiQLActions();
  const [refusal, setRefusal] = useState<string | null>(null);

  async function open(example: Example): Promise<void> {
    const variables = await fillPlaceholders(example.variables, lookUp);
    openOperation({ query: example.query, variables });
  }

  /** Signs in first when the example needs another account and one is at hand. */
  async function runExample(example: Example): Promise<void> {
    const account = mayRun(example, state) ? null : accountFor(example, accounts);
    const outcome = account && (await session.signIn(account));
    setRefusal(outcome?.kind === 'refused' ? outcome.message : null);
    await open(example);
    if (outcome?.kind === 'refused') return;
    // While something runs, GraphiQL takes `run` for `stop` and does no more.
    stop();
    run();
  }

  if (groups.length === 0) {
    return <p className="panel-empty">{isIntrospecting ? 'Loading…' : noExamples}</p>;
  }
  return (
    <div className="examples">
      <h2 className="panel-title">Examples</h2>
      <p className="examples-refusal" role="alert">
        {refusal}
      </p>
      {groups.map((group) => (
        <section key={group.title} aria-label={group.title}>
          <h3>{group.title}</h3>
          <ul>
            {group.examples.map((example) => (
              <ExampleCard
                key={example.id}
                example={example}
                mayRun={mayRun(example, state)}
                account={accountFor(example, accounts)}
                onOpen={() => void open(example)}
                onRun={() => void runExample(example)}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

const noExamples = 'No example fits this schema. The schema panel shows what can be asked.';
