// Package agreement compares the verdicts of `cdk8s-ossm validate` with those of Istio's webhook and of the API server, object by object.
//
// The verdicts of the library come in a file that tools/conformance.ts writes. The manifests are read here a second time, by Kubernetes'
// own reader, so that a difference in reading shows as well. Where the two sides differ, conformance/differences.json has the reason:
//
//	[{"number": 1, "who": "judges", "objects": ["examples/bookinfo: cluster/04-gateways.k8s.yaml#2 Gateway edge/web"], "reason": "..."}]
//
// `who` is the side that refuses, alone: `ours` or `judges`. An object is named by its set, its file and its place among the objects of
// that file; a file that one side alone cannot read is named without a place.
package agreement
