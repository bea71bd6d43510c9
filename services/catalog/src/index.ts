export { type CatalogDependencies, startCatalog } from './build-catalog.ts';
export { type CatalogSettings, readCatalogSettings } from './config.ts';
export {
  advanceReservation,
  type ReservationMessage,
  type ReservationState,
  takesStock,
} from './reservations/reservation-state.ts';
