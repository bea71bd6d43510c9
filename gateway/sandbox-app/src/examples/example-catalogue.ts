import manifest from '../../examples/manifest.json';

/** Who may run an example: anyone, whoever is signed in, or holders of one of these roles. */
export type ExampleAudience = 'anyone' | 'signed-in' | readonly string[];

export interface Example {
  id: string;
  title: string;
  description: string;
  audience: ExampleAudience;
  /** What whoever runs it has to put into its variables first. */
  needs?: string;
  query: string;
  /** JSON, ready for the variables editor. */
  variables: string;
}

/** As an example stands in the manifest; its operation is the file of that name. */
interface ManifestEntry {
  id: string;
  title: string;
  description: string;
  audience: ExampleAudience;
  needs?: string;
  variables?: Record<string, unknown>;
}

export interface ExampleGroup {
  title: string;
  examples: readonly Example[];
}

const documents: Record<string, string> = import.meta.glob('../../examples/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const lookupDocuments: Record<string, string> = import.meta.glob(
  '../../examples/lookups/*.graphql',
  {
    query: '?raw',
    import: 'default',
    eager: true,
  },
);

/** The queries that find what placeholders in variables stand for, by the placeholder's name. */
export const lookups: ReadonlyMap<string, string> = new Map(
  Object.entries(lookupDocuments).map(([path, query]) => [
    path.replace(/^.*\/|\.graphql$/g, ''),
    query,
  ]),
);

const manifestGroups = manifest.groups as { title: string; examples: ManifestEntry[] }[];

/** The operations of `examples/`, in the order of its manifest. */
export const exampleGroups: readonly ExampleGroup[] = manifestGroups.map((group) => ({
  title: group.title,
  examples: group.examples.map(readExample),
}));

function readExample({ variables, ...entry }: ManifestEntry): Example {
  return {
    ...entry,
    query: documents[`../../examples/${entry.id}.graphql`] ?? '',
    variables: variables ? JSON.stringify(variables, null, 2) : '',
  };
}
