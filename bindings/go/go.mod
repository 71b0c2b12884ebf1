module example.com/mesh

go 1.25

require (
	github.com/aws/constructs-go/constructs/v10 v10.4.0
	github.com/aws/jsii-runtime-go v1.140.0
	github.com/cdk8s-ossm/cdk8s-ossm-go/cdk8sossm v0.1.0
	github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2 v2.70.0
	github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2 v2.5.6
)
