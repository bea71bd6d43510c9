import '@graphiql/react/setup-workers/vite';
import { createRoot } from 'react-dom/client';
import '@fontsource-variable/instrument-sans/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './theme/index.css';
import { loadConfig } from './config.ts';
import { Sandbox } from './sandbox.tsx';
import { StartFailure } from './start-failure.tsx';

const configAddress = '/sandbox/config.json';

/** GraphiQL sets this class once it is drawn; set early, a chosen scheme does not flash. */
function applyStoredScheme(): void {
  const scheme = localStorage.getItem('graphiql:theme');
  if (scheme === 'light' || scheme === 'dark') document.body.classList.add(`graphiql-${scheme}`);
}

async function start(): Promise<void> {
  applyStoredScheme();
  const root = createRoot(document.getElementById('root') ?? document.body);
  try {
    root.render(<Sandbox config={await loadConfig(configAddress)} />);
  } catch (error) {
    root.render(<StartFailure message={error instanceof Error ? error.message : String(error)} />);
  }
}

void start();
