// Command join-a-mesh writes an application in a mesh of another team, known by the contract that this team handed over.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-ossm/cdk8s-ossm-go/cdk8sossm"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
)

func main() {
	defer jsii.Close()

	app := cdk8sossm.NewMeshApp(nil)
	chart := cdk8s.NewChart(app, jsii.String("orders"), nil)

	// Everything about the mesh is in the file that the team running it gave us.
	mesh := cdk8sossm.Mesh_FromContract(chart, jsii.String("mesh"), &cdk8sossm.ContractedMeshProps{
		Contract: cdk8sossm.MeshContract_FromFile(jsii.String("mesh-contract.json")),
	})
	shop := mesh.Namespace(jsii.String("shop"), nil)

	// Our Deployment and Service stand in another repository; here we only refer to them.
	orders := shop.ServiceFromName(jsii.String("orders"), &cdk8sossm.ServiceReferenceOptions{
		Port:           jsii.Number(9080),
		ServiceAccount: jsii.String("orders"),
	})

	// The host was granted to us: its Route, certificate and server are there. We add where requests go.
	host := mesh.Gateway(jsii.String("edge")).Host(jsii.String("orders"), nil)
	host.AddRoute(jsii.String("web"), &cdk8sossm.HostRouteOptions{
		Match:   cdk8sossm.PathMatch_Prefix(jsii.String("/")),
		Backend: orders,
	})

	app.Synth()
}
