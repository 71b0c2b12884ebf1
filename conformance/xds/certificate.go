package xds

import (
	"fmt"

	"istio.io/istio/pilot/pkg/model"
	v3 "istio.io/istio/pilot/pkg/xds/v3"
	"istio.io/istio/pkg/util/sets"
)

// certificate asks istiod for a certificate as the gateway does. It is handed out where the Secret is there, holds what it must, and
// the gateway's ServiceAccount may read Secrets in the namespace. The answer is what is wrong with it.
func (j *judging) certificate(proxy *model.Proxy, resource string) string {
	watched := &model.WatchedResource{TypeUrl: v3.SecretType, ResourceNames: sets.New(resource)}
	given, _, err := j.ds.Discovery.Generators[v3.SecretType].Generate(proxy, watched, &model.PushRequest{Forced: true, Push: j.ds.PushContext()})
	switch {
	case err != nil:
		return fmt.Sprintf("istiod does not hand out %s: %v", resource, err)
	case len(given) == 0:
		return fmt.Sprintf("istiod does not hand out %s to %s: the Secret is missing or not a certificate, or ServiceAccount %s may not list Secrets in %s",
			resource, proxy.ID, proxy.Metadata.ServiceAccount, proxy.ConfigNamespace)
	}
	return ""
}
