import { DOC_EXPLORER_PLUGIN } from '@graphiql/plugin-doc-explorer';
import type { GraphiQLPlugin } from '@graphiql/react';
import './schema-panel.css';
import { BuilderPanel } from '../builder/builder-panel.tsx';
import { ExamplesPanel } from '../examples/examples-panel.tsx';
import { HistoryPanel } from '../history/history-panel.tsx';
import { BlocksIcon, BookIcon, ClockIcon, CompassIcon } from '../icons.tsx';

export const examplesPlugin: GraphiQLPlugin = {
  title: 'Examples',
  icon: CompassIcon,
  content: ExamplesPanel,
};

export const docsPlugin: GraphiQLPlugin = {
  title: 'Schema',
  icon: BookIcon,
  content: DOC_EXPLORER_PLUGIN.content,
};

const builderPlugin: GraphiQLPlugin = {
  title: 'Builder',
  icon: BlocksIcon,
  content: BuilderPanel,
};

const historyPlugin: GraphiQLPlugin = {
  title: 'History',
  icon: ClockIcon,
  content: HistoryPanel,
};

/** The side panels, in the order of the rail. */
export const panelPlugins = [examplesPlugin, docsPlugin, builderPlugin, historyPlugin];
