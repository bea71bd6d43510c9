export { type CatalogDependencies, startCatalog } from './build-catalog.ts';
export { type CatalogSettings, readCatalogSettings } from './config.ts';
