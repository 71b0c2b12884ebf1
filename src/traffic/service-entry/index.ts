export { type ServiceEntryEndpoint } from './endpoint';
export * from './resolution';
export * from './service-entry';
