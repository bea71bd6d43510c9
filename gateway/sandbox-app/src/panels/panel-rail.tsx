import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import './panels.css';

/** The buttons at the far left: each shows its panel, or hides it. */
export function PanelRail() {
  const { plugins, visiblePlugin } = useGraphiQL(pick('plugins', 'visiblePlugin'));
  const { setVisiblePlugin } = useGraphiQLActions();
  return (
    <nav className="panel-rail" aria-label="Panels">
      {plugins.map((plugin) => {
        const isOpen = plugin === visiblePlugin;
        return (
          <button
            key={plugin.title}
            type="button"
            aria-expanded={isOpen}
            aria-controls="side-panel"
            onClick={() => setVisiblePlugin(isOpen ? null : plugin)}
          >
            <plugin.icon />
            {plugin.title}
          </button>
        );
      })}
    </nav>
  );
}
