import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const at = (path: string) => new URL(`../${path}`, import.meta.url);
const read = (path: string) => readFileSync(at(path), 'utf8');

/** Services with a schema of the graph that clients see: those that own tables, but for the registry. */
const subgraphs = readdirSync(at('services/')).filter(
  (name) => existsSync(at(`services/${name}/src/schema.graphql`)) && name !== 'registry',
);

interface Workflow {
  on: Record<string, { paths: string[] }>;
  jobs: { ship: { uses: string; with: { name: string }; secrets: { token: string } } };
}

test('there are subgraphs', () => {
  expect(subgraphs).toEqual(expect.arrayContaining(['identity', 'catalog', 'orders']));
});

test.each(subgraphs)(
  '%s is checked and published by a workflow of its own, and has owners',
  (name) => {
    const { on, jobs } = parse(read(`.github/workflows/${name}.yml`)) as Workflow;
    expect(on.pull_request?.paths).toEqual(
      expect.arrayContaining([`services/${name}/**`, `prisma/${name}/**`]),
    );
    expect(on.push?.paths).toEqual([`services/${name}/src/schema.graphql`]);
    expect(jobs.ship).toMatchObject({
      uses: './.github/workflows/ship-subgraph.yml',
      with: { name },
      secrets: { token: `\${{ secrets.CAUSEWAY_TOKEN_${name.toUpperCase()} }}` },
    });
    expect(read('.github/CODEOWNERS')).toContain(`/services/${name}/ @`);
  },
);

test('the common workflow calls the command line as it is', () => {
  const { jobs } = parse(read('.github/workflows/ship-subgraph.yml')) as {
    jobs: Record<string, { steps: { run?: string }[] }>;
  };
  const commands = Object.values(jobs)
    .flatMap(({ steps }) => steps.map(({ run = '' }) => run))
    .filter((run) => run.includes('causeway'));
  expect(commands).toEqual([
    expect.stringMatching(/^npx causeway subgraph check --name "\$NAME" --schema /),
    expect.stringMatching(/^npx causeway subgraph publish --name "\$NAME" --schema /),
  ]);
});
