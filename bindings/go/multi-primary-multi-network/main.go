// Command multi-primary-multi-network writes one mesh over three clusters with a control plane each, which share a service and take
// over for each other.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-ossm/cdk8s-ossm-go/cdk8sossm"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"

	"example.com/mesh/helloworld"
)

func main() {
	defer jsii.Close()

	app := cdk8sossm.NewMeshApp(nil)
	vault := cdk8sossm.SecretStoreRef_ClusterStore(jsii.String("vault"))

	// Three clusters whose pods do not reach each other: each is on a network of its own.
	east := cluster(app, "east", "us-east")
	west := cluster(app, "west", "us-west")
	north := cluster(app, "north", "eu-north")

	mesh := cdk8sossm.NewMultiPrimary(app, jsii.String("mesh"), &cdk8sossm.MultiPrimaryProps{
		Clusters: &[]cdk8sossm.Cluster{east, west, north},
		MeshId:   jsii.String("mesh1"),
		Release:  cdk8sossm.OssmRelease_V3_3(),
		UpdateStrategy: cdk8sossm.UpdateStrategy_InPlace(&cdk8sossm.InPlaceOptions{
			Version: jsii.String("v1.28.10"),
		}),
		// Key material stays in the vault: an intermediate certificate for each cluster, below one root.
		Trust: cdk8sossm.MeshTrust_ExternalSecrets(&cdk8sossm.ExternalSecretsTrustOptions{
			Store:   vault,
			Key:     jsii.String("mesh/ca/{cluster}"),
			RootKey: jsii.String("mesh/ca/root"),
		}),
		// And so do the tokens by which the control planes read each other's clusters; each cluster puts its own there.
		RemoteSecrets: cdk8sossm.RemoteSecrets_ExternalSecrets(&cdk8sossm.ExternalRemoteSecretsOptions{
			Store:   vault,
			Key:     jsii.String("mesh/remote/{cluster}"),
			Publish: jsii.Bool(true),
		}),
		// Only what is in the namespace `sample` can be reached from other networks.
		ExposedHosts: jsii.Strings("*.sample.svc.cluster.local"),
	})

	sample := mesh.AddNamespace(jsii.String("sample"), nil)
	hello := sample.AddService(jsii.String("helloworld"), &cdk8sossm.SharedServiceOptions{
		Port:     jsii.Number(5000),
		Protocol: cdk8sossm.AppProtocol_HTTP(),
	})
	helloworld.AddServer(hello.Of(east), "v1")
	helloworld.AddServer(hello.Of(west), "v2")
	helloworld.AddClient(sample.Of(east))
	helloworld.AddClient(sample.Of(north))

	// A caller stays in its own cluster while there is a healthy pod, then in its region.
	hello.Failover(&cdk8sossm.FailoverOptions{
		Order: &[]cdk8sossm.FailoverKey{cdk8sossm.FailoverKey_REGION(), cdk8sossm.FailoverKey_CLUSTER()},
		OutlierDetection: cdk8sossm.OutlierDetection_After5xx(jsii.Number(5), &cdk8sossm.OutlierDetectionOptions{
			Interval:     cdk8s.Duration_Seconds(jsii.Number(10)),
			EjectionTime: cdk8s.Duration_Seconds(jsii.Number(30)),
		}),
	})

	app.Synth()
}

func cluster(app cdk8sossm.MeshApp, name, region string) cdk8sossm.Cluster {
	return cdk8sossm.NewCluster(app, jsii.String(name), &cdk8sossm.ClusterProps{
		Name:      jsii.String(name),
		Region:    jsii.String(region),
		Network:   jsii.String("net-" + name),
		Openshift: cdk8sossm.OpenShift_V4_20(),
		ApiServer: &cdk8sossm.ApiServerOptions{Url: jsii.String("https://api." + name + ".example.com:6443")},
	})
}
