import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { useCatalog } from './use-catalog.ts';

describe('the catalog service', () => {
  const catalog = useCatalog();

  test('refuses whoever the gateway does not vouch for', async () => {
    const response = await fetch(`${catalog().origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ categories { id } }' }),
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
  });

  test('is ready while its database answers', async () => {
    const response = await fetch(`${catalog().origin}/health/ready`);
    expect(response.status).toBe(200);
  });

  test('says what its SQL cost', async () => {
    const { headers } = await catalog().send('{ categories { id children { id } } }');
    expect(headers.get('server-timing')).toMatch(/^sql;dur=[\d.]+;desc="1 statements"$/);
  });

  test('serves the schema that the supergraph is composed from', async () => {
    const { _service } = await catalog().read('{ _service { sdl } }');
    const file = await readFile(new URL('../src/schema.graphql', import.meta.url), 'utf8');
    const typesOf = (sdl: string) => new Set(sdl.match(/^(type|input|union|enum|interface) \w+/gm));
    for (const type of typesOf(file)) expect(typesOf(_service.sdl)).toContain(type);
  });
});
