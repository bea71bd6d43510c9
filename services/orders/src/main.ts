import { runService } from '@causeway/subgraph-kit';
import { startOrders } from './build-orders.ts';
import { readOrdersSettings } from './config.ts';

await runService(async () => startOrders(readOrdersSettings(process.env)));
