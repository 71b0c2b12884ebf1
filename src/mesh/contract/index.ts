export { type AcceptOptions } from './accept';
export { type ContractedDelegationOptions, ContractedGateway, type ContractedHostOptions } from './contracted-gateway';
export * from './contracted-mesh';
export * from './grant';
export { MeshContract } from './mesh-contract';
export { type MeshRequest, MeshRequests } from './mesh-requests';
export { MeshTenant, type MeshTenantProps } from './mesh-tenant';
export { RequestKind } from './request-shape';
export * from './tenant-options';
