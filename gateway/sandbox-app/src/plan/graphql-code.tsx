import { useGraphiQL, useMonaco } from '@graphiql/react';
import { useEffect, useRef } from 'react';
import { CodeBlock } from './code-block.tsx';

/** An operation in the editor's own colours; plain until the editor is loaded. */
export function GraphQLCode({ text }: { text: string }) {
  const monaco = useMonaco((state) => state.monaco);
  const theme = useGraphiQL((state) => state.monacoTheme);
  const element = useRef<HTMLPreElement>(null);

  useEffect(() => {
    if (!element.current) return;
    element.current.textContent = text;
    void monaco?.editor.colorizeElement(element.current, {
      mimeType: 'graphql',
      ...(theme && { theme }),
    });
  }, [monaco, theme, text]);

  return <CodeBlock ref={element} label="Operation" />;
}
