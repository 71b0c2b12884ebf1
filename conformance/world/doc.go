// Package world is the cluster simulator: from the objects that an example emits to what the cluster would hold.
//
// The other judges read it, since a folder of files is not a cluster. The API server's defaults are applied; what the operator
// installs is taken from package render; pods are injected by Istio's own webhook handler (pkg/kube/inject), and managed
// gateways and waypoints are deployed by Istio's own controller (pilot/pkg/config/kube/gatewaycommon). Only what Kubernetes
// and OpenShift themselves would add is made here: identities, addresses, pods, nodes, endpoint slices.
//
// The same example gives the same world, byte for byte.
package world
