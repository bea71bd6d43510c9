export type { Authorization, Denied } from './authorization/authorization.ts';
export type { Rights } from './authorization/rights.ts';
export { type RunningGateway, startGateway } from './build-gateway.ts';
export { CausewayGateway, type CausewayGatewayOptions } from './causeway-gateway.ts';
export { type GatewaySettings, settingsSchema } from './config/settings.ts';
export { type Flags, readGatewaySettings } from './config.ts';
export { errorTable, type GatewayErrorCode } from './errors/error-table.ts';
