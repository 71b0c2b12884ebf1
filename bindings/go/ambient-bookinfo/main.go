// Command ambient-bookinfo writes Bookinfo in an ambient mesh: waypoints for a namespace, for a service, and one that another
// namespace shares.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-ossm/cdk8s-ossm-go/cdk8sossm"

	"example.com/mesh/bookinfo"
)

func main() {
	defer jsii.Close()

	app := cdk8sossm.NewMeshApp(nil)
	cluster := cdk8sossm.NewCluster(app, jsii.String("cluster"), &cdk8sossm.ClusterProps{
		Name:       jsii.String("cluster"),
		Openshift:  cdk8sossm.OpenShift_V4_20(),
		AppsDomain: jsii.String("apps.example.com"),
	})

	// Istio and IstioCNI with the ambient profile, ZTunnel, and istiod trusting it.
	mesh := cdk8sossm.NewMesh(cluster, jsii.String("mesh"), &cdk8sossm.MeshProps{
		Release:   cdk8sossm.OssmRelease_V3_4(),
		DataPlane: cdk8sossm.DataPlane_AMBIENT,
	})

	// One waypoint for everything in the namespace ...
	books := mesh.AddNamespace(jsii.String("bookinfo"), nil)
	books.AddWaypoint(nil, nil)
	services := bookinfo.Add(books)

	// ... one of its own for the service that changes most, with replicas of its own ...
	services.Reviews.AddWaypoint(jsii.String("reviews-waypoint"), &cdk8sossm.ServiceWaypointOptions{
		Availability: cdk8sossm.Availability_Autoscaled(jsii.Number(2), jsii.Number(4), nil),
	})

	// ... and one that another namespace shares. Traffic from the gateway goes through the waypoint, too.
	platform := mesh.AddNamespace(jsii.String("foo"), nil)
	shared := platform.AddWaypoint(jsii.String("waypoint-foo"), &cdk8sossm.NamespaceWaypointOptions{
		UsableFrom: &[]cdk8sossm.IMeshNamespace{books},
		Enrol:      jsii.Bool(false),
	})
	services.Productpage.UseWaypoint(shared, nil)
	services.Productpage.UseWaypointForIngress()

	edge := mesh.AddInjectedGateway(jsii.String("edge"), &cdk8sossm.InjectedGatewayOptions{
		Exposure: cdk8sossm.Exposure_Route(&cdk8sossm.RouteExposureOptions{Tls: cdk8sossm.RouteTls_EDGE}),
	})
	edge.Host(jsii.String("bookinfo"), nil).AddRoute(jsii.String("all"), &cdk8sossm.HostRouteOptions{
		Match:   cdk8sossm.PathMatch_Prefix(jsii.String("/")),
		Backend: services.Productpage,
	})

	app.Synth()
}
