import { type CSSProperties, useState } from 'react';
import { FetchCard } from './fetch-card.tsx';
import { childrenOf, fetchesOf, type PlanNode } from './query-plan.ts';

interface PlanTreeProps {
  plan: PlanNode;
  colours: ReadonlyMap<string, string>;
}

/** Plans this small show all their operations at once. */
const smallPlanFetches = 2;

/** The plan as it nests: what runs in turn, what runs at once, and what each fetch asks. */
export function PlanTree({ plan, colours }: PlanTreeProps) {
  const [areOpen, setAreOpen] = useState(() => fetchesOf(plan).length <= smallPlanFetches);
  return (
    <section className="plan-tree" aria-label="Plan">
      <h2>
        Plan
        <button type="button" className="link-button" onClick={() => setAreOpen(!areOpen)}>
          {areOpen ? 'Hide operations' : 'Show operations'}
        </button>
      </h2>
      <PlanBranch key={String(areOpen)} node={plan} path="" colours={colours} areOpen={areOpen} />
    </section>
  );
}

interface BranchProps {
  node: PlanNode;
  /** Where in the response the entities of the fetches below are. */
  path: string;
  colours: ReadonlyMap<string, string>;
  areOpen: boolean;
}

function PlanBranch({ node, path, colours, areOpen }: BranchProps) {
  const rest = { colours, areOpen };
  switch (node.kind) {
    case 'Fetch': {
      const style = { '--subgraph': colours.get(node.subgraph) } as CSSProperties;
      return (
        <div style={style}>
          <FetchCard fetch={node} path={path} isOpen={areOpen} />
        </div>
      );
    }
    case 'Flatten':
      return <PlanBranch node={node.node} path={node.path} {...rest} />;
    case 'Sequence':
      return (
        <Group
          title="one after the other"
          kind="sequence"
          nodes={node.nodes}
          path={path}
          {...rest}
        />
      );
    case 'Parallel':
      return (
        <Group title="at the same time" kind="parallel" nodes={node.nodes} path={path} {...rest} />
      );
    case 'Other':
      return (
        <Group title={node.name} kind="other" nodes={childrenOf(node)} path={path} {...rest} />
      );
  }
}

interface GroupProps extends Omit<BranchProps, 'node'> {
  title: string;
  kind: 'sequence' | 'parallel' | 'other';
  nodes: readonly PlanNode[];
}

function Group({ title, kind, nodes, ...rest }: GroupProps) {
  const List = kind === 'sequence' ? 'ol' : 'ul';
  return (
    <div className={`plan-group plan-${kind}`}>
      <p className="plan-group-title">{title}</p>
      <List>
        {nodes.map((node, index) => (
          // A plan does not change: positions are the identity of its nodes.
          <li key={index}>
            <PlanBranch node={node} {...rest} />
          </li>
        ))}
      </List>
    </div>
  );
}
