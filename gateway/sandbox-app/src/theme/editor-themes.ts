import { type Theme, useGraphiQL, useGraphiQLActions, useMonaco } from '@graphiql/react';
import { useEffect, useLayoutEffect } from 'react';

type Scheme = 'light' | 'dark';

/** The names under which the editors find our colours. */
export const editorThemes = { light: 'causeway-light', dark: 'causeway-dark' };

const palettes = {
  light: {
    ink: '#0f2529',
    soft: '#4d6665',
    keyword: '#8a3d00',
    field: '#0b6068',
    type: '#6644c4',
    argument: '#1a5fb8',
    string: '#1b6b3a',
    number: '#a3296f',
    surface: '#ffffff',
    raised: '#ffffff',
    hover: '#e8f2f1',
    selection: '#bfe3e0',
    line: '#d2dfdd',
    guide: '#e2ecea',
  },
  dark: {
    ink: '#e0eded',
    soft: '#8aa5a8',
    keyword: '#f5a85c',
    field: '#7fded9',
    type: '#bda6ff',
    argument: '#86b8ff',
    string: '#8fdca9',
    number: '#f291cb',
    surface: '#0e1e23',
    raised: '#15292f',
    hover: '#18323a',
    selection: '#1f4f57',
    line: '#1f373e',
    guide: '#1a3037',
  },
} as const;

/**
 * Gives the editors the page's colours, and keeps them with the system's scheme when the reader
 * follows it. Layout effects run before GraphiQL creates its editors, so that none flashes white.
 */
export function useEditorThemes(): void {
  const monaco = useMonaco((state) => state.monaco);
  const theme = useGraphiQL((state) => state.theme);
  const { setTheme } = useGraphiQLActions();

  useLayoutEffect(() => {
    if (!monaco) return;
    monaco.editor.defineTheme(editorThemes.light, describeTheme('light'));
    monaco.editor.defineTheme(editorThemes.dark, describeTheme('dark'));
    setTheme(theme);
  }, [monaco, theme, setTheme]);

  useEffect(() => followSystem(theme, setTheme), [theme, setTheme]);
}

function followSystem(theme: Theme, setTheme: (theme: Theme) => void): () => void {
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const onChange = () => setTheme(theme);
  system.addEventListener('change', onChange);
  return () => system.removeEventListener('change', onChange);
}

function describeTheme(scheme: Scheme) {
  const colour = palettes[scheme];
  const rule = (token: string, foreground: string) => ({ token, foreground: foreground.slice(1) });
  return {
    base: scheme === 'dark' ? ('vs-dark' as const) : ('vs' as const),
    inherit: true,
    rules: [
      rule('', colour.ink),
      rule('comment', colour.soft),
      rule('keyword', colour.keyword),
      rule('key.identifier.gql', colour.field),
      rule('type.identifier.gql', colour.type),
      rule('argument.identifier.gql', colour.argument),
      rule('annotation.gql', colour.number),
      rule('string', colour.string),
      rule('number', colour.number),
      rule('delimiter', colour.soft),
      rule('operator', colour.soft),
      rule('string.key.json', colour.field),
      rule('string.value.json', colour.string),
      rule('keyword.json', colour.keyword),
    ],
    colors: {
      'editor.background': '#00000000',
      'editor.foreground': colour.ink,
      'editor.selectionBackground': colour.selection,
      'editor.lineHighlightBackground': '#00000000',
      'editorCursor.foreground': colour.field,
      'editorLineNumber.foreground': colour.soft,
      'editorLineNumber.activeForeground': colour.ink,
      'editorIndentGuide.background1': colour.guide,
      'editorIndentGuide.activeBackground1': colour.line,
      'editorBracketHighlight.foreground1': colour.soft,
      'editorBracketHighlight.foreground2': colour.soft,
      'editorBracketHighlight.foreground3': colour.soft,
      'editorWidget.background': colour.raised,
      'editorWidget.border': colour.line,
      'editorHoverWidget.background': colour.raised,
      'editorHoverWidget.border': colour.line,
      'editorSuggestWidget.background': colour.raised,
      'editorSuggestWidget.border': colour.line,
      'editorSuggestWidget.selectedBackground': colour.hover,
      'editorSuggestWidget.selectedForeground': colour.ink,
      'editorSuggestWidget.highlightForeground': colour.field,
      'list.hoverBackground': colour.hover,
      'input.background': colour.surface,
      'scrollbar.shadow': '#00000000',
      focusBorder: colour.field,
    },
  };
}
