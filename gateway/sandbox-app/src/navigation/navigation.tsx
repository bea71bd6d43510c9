import './navigation.css';
import { formatRoute, type Part, parts } from './route.ts';
import { useRoute } from './use-route.ts';

export const partNames: Record<Part, string> = {
  explorer: 'Explorer',
  history: 'Schema history',
  graph: 'Graph',
  checks: 'Checks',
  usage: 'Usage',
};

/** Leads to the parts of the page: links, so that each can be opened in a tab of its own. */
export function Navigation() {
  const { part: current } = useRoute();
  return (
    <nav className="navigation" aria-label="Parts">
      {parts.map((part) => (
        <a
          key={part}
          href={formatRoute(part)}
          {...(part === current && { 'aria-current': 'page' as const })}
        >
          {partNames[part]}
        </a>
      ))}
    </nav>
  );
}
