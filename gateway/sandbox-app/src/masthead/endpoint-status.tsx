import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import type { GraphQLSchema } from 'graphql';
import { ReloadIcon } from '../icons.tsx';

interface SchemaState {
  tone: 'good' | 'waiting' | 'bad';
  text: string;
}

/** Where the graph is, whether its schema is loaded, and a way to load it again. */
export function EndpointStatus({ endpoint }: { endpoint: string }) {
  const { schema, isIntrospecting, fetchError } = useGraphiQL(
    pick('schema', 'isIntrospecting', 'fetchError'),
  );
  const { introspect } = useGraphiQLActions();
  const { tone, text } = describe({ schema, isIntrospecting, fetchError });
  return (
    <div className="endpoint">
      <code className="endpoint-address">{addressOf(endpoint)}</code>
      <span className={`endpoint-state tone-${tone}`} role="status">
        {text}
      </span>
      <button
        type="button"
        className="icon-button endpoint-reload"
        onClick={() => void introspect()}
        disabled={isIntrospecting}
        aria-label="Load the schema again"
        title="Load the schema again"
      >
        <ReloadIcon />
      </button>
    </div>
  );
}

function describe(state: {
  schema: GraphQLSchema | null | undefined;
  isIntrospecting: boolean;
  fetchError: string | null;
}): SchemaState {
  if (state.isIntrospecting) return { tone: 'waiting', text: 'Loading schema' };
  if (state.fetchError || !state.schema) return { tone: 'bad', text: 'No schema' };
  const types = Object.keys(state.schema.getTypeMap()).filter((name) => !name.startsWith('__'));
  return { tone: 'good', text: `${types.length} types` };
}

/** The endpoint as a reader knows it: `localhost:4000/graphql`. */
function addressOf(endpoint: string): string {
  const url = new URL(endpoint, location.href);
  return `${url.host}${url.pathname}`;
}
