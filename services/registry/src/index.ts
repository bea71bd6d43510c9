export { type RegistryDependencies, startRegistry } from './build-registry.ts';
export { type RegistrySettings, readRegistrySettings } from './config.ts';
