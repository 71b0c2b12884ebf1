// Package xds judges what Istio would tell the proxies. Istio's own discovery server, in the form its tests use
// (pilot/test/xds), is given what one control plane sees of a cluster; then proxies are connected as the Pods are, and asked:
// a gateway must have a listener, a virtual host, routes and the certificate for each host that it opens; an endpoint must be
// a Pod that the Service means; a waypoint must have its services; ztunnel must know its workloads.
//
// What is expected is worked out here from Kubernetes' own objects (selectors, ports, labels), never by asking Istio.
//
// The process must have the environment of the rendered istiod: world.Build refuses any other.
package xds

const name = "xds"
