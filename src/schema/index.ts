export { checkSchema, type SchemaVerdict } from './check';
export type { GatewayApiTarget, SchemaTarget } from './target';
