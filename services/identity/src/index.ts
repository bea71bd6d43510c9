export { type IdentityDependencies, startIdentity } from './build-identity.ts';
export { type IdentitySettings, readIdentitySettings } from './config.ts';
