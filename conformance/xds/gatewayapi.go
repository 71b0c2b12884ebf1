package xds

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	metadatafake "k8s.io/client-go/metadata/fake"
	"k8s.io/client-go/testing"
	"sigs.k8s.io/gateway-api/pkg/consts"

	"istio.io/istio/pkg/config/schema/gvr"
	"istio.io/istio/pkg/kube"
	"istio.io/istio/pkg/kube/kclient/clienttest"
	"istio.io/istio/pkg/test"
)

// bundle is the newest version of Gateway API that an OpenShift installs. Whether the example's own has a kind is for the judge `schema`.
const bundle = "v1.5.1"

// serveGatewayAPI has the CRDs of Gateway API say their version: istiod leaves GRPCRoutes, TLSRoutes and BackendTLSPolicies alone where
// they are older than it asks for (pkg/config/schema/gatewayapi/minimumversions.go of istio.io/istio), or say nothing.
func serveGatewayAPI(t test.Failer, client kube.Client) {
	client.Metadata().(*metadatafake.FakeMetadataClient).PrependReactor("*", gvr.CustomResourceDefinition.Resource,
		func(action testing.Action) (bool, runtime.Object, error) {
			if written, is := action.(interface{ GetObject() runtime.Object }); is {
				if crd, is := written.GetObject().(*metav1.PartialObjectMetadata); is {
					metav1.SetMetaDataAnnotation(&crd.ObjectMeta, consts.BundleVersionAnnotation, bundle)
				}
			}
			return false, nil, nil
		})
	clienttest.MakeCRD(t, client, gvr.BackendTLSPolicy)
}
