import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessDefinition } from '../process/supervise.ts';
import { inRepository } from '../repository.ts';

const CLIENT_ID = 'causeway-shop';

/** An OpenID provider of this machine, and the file that tells identity of it. */
export interface LocalProvider {
  readonly definition: ProcessDefinition;
  /** For OIDC_PROVIDERS_FILE. */
  readonly settingsFile: string;
}

/** `sandboxUrl` is where the provider sends browsers back to: the sandbox knows what to do with them. */
export function createLocalProvider(parts: {
  folder: string;
  port: number;
  sandboxUrl: string;
}): LocalProvider {
  const { folder, port, sandboxUrl } = parts;
  const clientSecret = randomBytes(32).toString('base64url');
  const local = {
    name: 'Local provider',
    issuer: `http://127.0.0.1:${port}`,
    clientId: CLIENT_ID,
    clientSecret,
    redirectUris: [sandboxUrl],
    allowHttp: true,
  };
  const settingsFile = join(folder, 'openid-providers.json');
  writeFileSync(settingsFile, JSON.stringify({ providers: { local } }), { mode: 0o600 });
  return {
    settingsFile,
    definition: {
      name: 'provider',
      colour: 'dim',
      entry: inRepository('infra/dev/src/openid-provider/main.ts'),
      env: {
        PORT: String(port),
        CLIENT_ID,
        CLIENT_SECRET: clientSecret,
        REDIRECT_URI: sandboxUrl,
      },
    },
  };
}
