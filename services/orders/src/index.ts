export { type OrdersDependencies, startOrders } from './build-orders.ts';
export { type OrdersSettings, readOrdersSettings } from './config.ts';
export { isAsking } from './payment/payment-state.ts';
export { advance, type OrderStage, type SagaMessage } from './saga/order-saga.ts';
