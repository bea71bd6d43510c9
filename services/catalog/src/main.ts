import { runService } from '@causeway/subgraph-kit';
import { startCatalog } from './build-catalog.ts';
import { readCatalogSettings } from './config.ts';

await runService(async () => startCatalog(readCatalogSettings(process.env)));
