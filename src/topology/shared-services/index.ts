export { ExportedService } from './exported-service';
export { SharedServices } from './shared-services';
export * from './shared-services-props';
