import { runService } from '@causeway/subgraph-kit';
import { startIdentity } from './build-identity.ts';
import { readIdentitySettings } from './config.ts';

await runService(async () => startIdentity(readIdentitySettings(process.env)));
