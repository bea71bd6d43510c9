export { type OrdersDependencies, startOrders } from './build-orders.ts';
export { type OrdersSettings, readOrdersSettings } from './config.ts';
