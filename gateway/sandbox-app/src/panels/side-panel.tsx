import { useGraphiQL } from '@graphiql/react';

/** The open panel: examples, schema, builder or history. */
export function SidePanel() {
  const plugin = useGraphiQL((state) => state.visiblePlugin);
  const Content = plugin?.content;
  return (
    <section id="side-panel" className="side-panel" aria-label={plugin?.title}>
      {Content && <Content />}
    </section>
  );
}
