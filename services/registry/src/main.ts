import { runService } from '@causeway/subgraph-kit';
import { startRegistry } from './build-registry.ts';
import { readRegistrySettings } from './config.ts';

await runService(async () => startRegistry(readRegistrySettings(process.env)));
