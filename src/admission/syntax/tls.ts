export { checkClientTls } from './client-tls';
export { checkServerTls, serverTlsModeOf, type ServerTlsMode } from './server-tls';
