export { WorkloadAddress } from './workload-address';
export * from './workload-entry';
export * from './workload-group';
export * from './workload-locality';
export * from './workload-probe';
export { type WorkloadTemplate } from './workload-template';
