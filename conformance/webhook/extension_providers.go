package webhook

import (
	"fmt"

	meshconfig "istio.io/api/mesh/v1alpha1"
	"istio.io/istio/pkg/config/validation/agent"
)

// extensionProviders judges those of a mesh config. istiod itself only logs what is wrong with a provider and goes on
// without it, so ValidateMeshConfig does not tell; the functions that it asks are exported for some types only
// (pkg/config/validation/agent/extensionprovider.go of istio.io/istio). faults are what these answer, unjudged
// names the providers of the other types.
func extensionProviders(config *meshconfig.MeshConfig) (faults, unjudged []error) {
	for _, provider := range config.GetExtensionProviders() {
		var err error
		switch p := provider.GetProvider().(type) {
		case *meshconfig.MeshConfig_ExtensionProvider_EnvoyExtAuthzHttp:
			err = agent.ValidateExtensionProviderEnvoyExtAuthzHTTP(p.EnvoyExtAuthzHttp)
		case *meshconfig.MeshConfig_ExtensionProvider_EnvoyExtAuthzGrpc:
			err = agent.ValidateExtensionProviderEnvoyExtAuthzGRPC(p.EnvoyExtAuthzGrpc)
		case *meshconfig.MeshConfig_ExtensionProvider_EnvoyOtelAls:
			err = agent.ValidateExtensionProviderEnvoyOtelAls(p.EnvoyOtelAls)
		case *meshconfig.MeshConfig_ExtensionProvider_Opentelemetry:
			err = agent.ValidateExtensionProviderTracingOpentelemetry(p.Opentelemetry)
		case *meshconfig.MeshConfig_ExtensionProvider_EnvoyHttpAls:
			err = agent.ValidateExtensionProviderEnvoyHTTPAls(p.EnvoyHttpAls)
		case *meshconfig.MeshConfig_ExtensionProvider_EnvoyTcpAls:
			err = agent.ValidateExtensionProviderEnvoyTCPAls(p.EnvoyTcpAls)
		case *meshconfig.MeshConfig_ExtensionProvider_Prometheus, *meshconfig.MeshConfig_ExtensionProvider_Stackdriver,
			*meshconfig.MeshConfig_ExtensionProvider_EnvoyFileAccessLog:
			// Nothing is checked on these.
		default:
			unjudged = append(unjudged, fmt.Errorf("extension provider %s of type %T cannot be judged here", provider.GetName(), p))
		}
		if provider.GetName() == "" {
			faults = append(faults, fmt.Errorf("an extension provider has no name"))
		}
		for _, e := range flatten(err) {
			faults = append(faults, fmt.Errorf("extension provider %s: %w", provider.GetName(), e))
		}
	}
	return faults, unjudged
}
