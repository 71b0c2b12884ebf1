import {
  ExtensionCode, ExtensionPhase, PolicyTarget, SecretRef, TrafficExtension, WasmEnvironment, WasmFailStrategy, WasmPlugin, WasmPluginType,
  WasmPullPolicy, WorkloadMode, WorkloadSelector,
} from 'cdk8s-ossm';
import type { Shop } from './shop';

/** Told to policies as `experimental.envoy.filters.http.lua[client]`. */
const CLIENT_KIND = `
function envoy_on_request(handle)
  local agent = handle:headers():get("user-agent") or ""
  local kind = agent:find("^Mozilla/") and "browser" or "script"
  handle:streamInfo():dynamicMetadata():set("envoy.filters.http.lua", "client", kind)
end
`.trim();

const SERVED_BY = `
function envoy_on_response(handle)
  handle:headers():add("x-served-by", "cart")
end
`.trim();

/** Code of the shop's own in proxies. */
export function extensions({ front, web, cart, back, waypoint, orders }: Shop): void {
  // Cookies of the old shop become those of the new one, before anybody looks at requests.
  new WasmPlugin(web, 'sessions', {
    name: 'sessions',
    namespace: front,
    selector: WorkloadSelector.service(web),
    wasm: {
      url: 'oci://registry.example.com/wasm/sessions:2.1.0',
      sha256: '5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef',
      imagePullPolicy: WasmPullPolicy.IF_NOT_PRESENT,
      imagePullSecret: SecretRef.named('wasm-registry'),
      pluginName: 'sessions',
      pluginConfig: { cookie: 'SESSIONID', renameTo: 'session' },
      type: WasmPluginType.HTTP,
      failStrategy: WasmFailStrategy.RELOAD,
      environment: [WasmEnvironment.literal('LOG_FORMAT', 'json'), WasmEnvironment.fromProxy('POD_NAME')],
    },
    phase: ExtensionPhase.AUTHN,
    priority: 10,
    match: [{ mode: WorkloadMode.SERVER, ports: [8080] }],
  });

  // What kind of client asks, for all that is behind the waypoint.
  new TrafficExtension(waypoint, 'clients', {
    name: 'client-kind',
    namespace: back,
    targets: [PolicyTarget.waypoint(waypoint)],
    code: ExtensionCode.lua(CLIENT_KIND),
    phase: ExtensionPhase.AUTHN,
  });

  // How many orders a customer may place; while the module is not there, any number.
  new TrafficExtension(orders, 'quota', {
    name: 'orders-quota',
    namespace: back,
    targets: [PolicyTarget.service(orders)],
    code: ExtensionCode.wasm({
      url: 'oci://registry.example.com/wasm/quota:1.0.3',
      pluginConfig: { header: 'x-customer', perMinute: 10 },
      failStrategy: WasmFailStrategy.OPEN,
    }),
    phase: ExtensionPhase.STATS,
    priority: 5,
  });

  // Answers of the cart say so; those that it gets do not.
  new TrafficExtension(cart, 'server', {
    name: 'cart-server',
    namespace: front,
    selector: WorkloadSelector.service(cart),
    code: ExtensionCode.lua(SERVED_BY),
    match: [{ mode: WorkloadMode.SERVER, ports: [8080] }],
  });
}
