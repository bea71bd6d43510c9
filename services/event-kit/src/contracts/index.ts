export type { EventContract, EventOf } from './define-event.ts';
export { orderCancelled } from './orders/order-cancelled.ts';
export { orderConfirmed } from './orders/order-confirmed.ts';
export { orderFulfilled } from './orders/order-fulfilled.ts';
export { orderPlaced } from './orders/order-placed.ts';
export { orderRejected } from './orders/order-rejected.ts';
