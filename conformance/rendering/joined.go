package rendering

import (
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/source"
)

// joined checks an output without a control plane against the contract of the mesh it belongs to: its routes hang on gateways that
// the contract tells of, for hosts that were granted to their namespace.
func joined(c *source.Cluster, contracts []contract) judge.Report {
	var report judge.Report
	for _, o := range c.Of("networking.istio.io", "VirtualService") {
		gateways, _, _ := unstructured.NestedStringSlice(o.Object, "spec", "gateways")
		hosts, _, _ := unstructured.NestedStringSlice(o.Object, "spec", "hosts")
		for _, gateway := range gateways {
			if gateway == "mesh" {
				continue
			}
			if !strings.Contains(gateway, "/") {
				gateway = o.GetNamespace() + "/" + gateway
			}
			report.Judged++
			granted, known := grantedAt(contracts, gateway, o.GetNamespace())
			if !known {
				report.Findings = append(report.Findings, finding(c, o.Ref(), "contract", "no contract tells of the gateway "+gateway))
				continue
			}
			for _, host := range hosts {
				if !slices.Contains(granted, host) {
					report.Findings = append(report.Findings, finding(c, o.Ref(), "contract",
						fmt.Sprintf("the contract grants %v at %s to the namespace, not %s", granted, gateway, host)))
				}
			}
		}
	}
	return report
}

// grantedAt are the hosts that a namespace may route at a gateway.
func grantedAt(contracts []contract, gateway, namespace string) (hosts []string, known bool) {
	for _, told := range contracts {
		for _, g := range told.Gateways {
			if g.Namespace+"/"+g.Name != gateway {
				continue
			}
			known = true
			for _, h := range g.Hosts {
				if h.Everywhere || slices.Contains(h.Namespaces, namespace) {
					hosts = append(hosts, h.Host)
				}
			}
		}
	}
	return hosts, known
}
