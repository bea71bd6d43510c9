import type { ReactNode, Ref } from 'react';

interface CodeBlockProps {
  label: string;
  ref?: Ref<HTMLPreElement>;
  children?: ReactNode;
}

/** Text that keeps its lines and scrolls sideways; with the focus, also by arrow keys. */
export function CodeBlock({ label, ref, children }: CodeBlockProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups controls, and this has none.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: WCAG 2.1.1, what scrolls is reached by keyboard.
    <pre ref={ref} className="code-block" role="group" aria-label={label} tabIndex={0}>
      {children}
    </pre>
  );
}
