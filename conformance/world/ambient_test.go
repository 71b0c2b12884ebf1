package world_test

import (
	"strings"
	"testing"

	"cdk8s-ossm/conformance/world/worldtest"
)

func TestRedirection(t *testing.T) {
	withoutZTunnel := worldtest.Mesh[:strings.Index(worldtest.Mesh, "---\napiVersion: sailoperator.io/v1\nkind: ZTunnel")]
	ambient := worldtest.Namespace("shop", "istio.io/dataplane-mode: ambient")
	cases := []struct {
		name string
		mesh string
		rest []string
		want bool
		code []string
	}{
		{"an ambient namespace", worldtest.Mesh, []string{ambient, worldtest.Deployment("shop", "web", "", "")}, true, nil},
		{"an ambient workload", worldtest.Mesh,
			[]string{worldtest.Namespace("shop", ""), worldtest.Deployment("shop", "web", "istio.io/dataplane-mode: ambient", "")}, true, nil},
		{"a workload that opts out", worldtest.Mesh, []string{ambient, worldtest.Deployment("shop", "web", "istio.io/dataplane-mode: none", "")}, false, nil},
		{"the host's network", worldtest.Mesh, []string{ambient, worldtest.Deployment("shop", "web", "", "hostNetwork: true")}, false, nil},
		{"a sidecar", worldtest.Mesh, []string{ambient, worldtest.Deployment("shop", "web", `sidecar.istio.io/inject: "true"`, "")}, false, nil},
		{"no ztunnel", withoutZTunnel, []string{ambient}, false, []string{"not-captured Namespace shop"}},
		{"no ztunnel for a workload", withoutZTunnel,
			[]string{worldtest.Namespace("shop", ""), worldtest.Deployment("shop", "web", "istio.io/dataplane-mode: ambient", "")}, true,
			[]string{"not-captured Deployment shop/web"}},
		{"a CNI plugin without ambient", strings.Replace(worldtest.Mesh, "namespace: istio-cni, profile: ambient", "namespace: istio-cni", 1),
			[]string{ambient, worldtest.Deployment("shop", "web", "", "")}, false, []string{"not-captured Namespace shop"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w, _, findings := worldtest.Build(t, worldtest.Example(t, append([]string{c.mesh}, c.rest...)...))
			worldtest.Same(t, "findings", worldtest.Codes(findings), c.code)
			for _, p := range w.Pods {
				if p.Namespace != "shop" {
					if p.Ambient {
						t.Errorf("%s goes through ztunnel", p.Workload)
					}
					continue
				}
				annotated := w.Find("", "Pod", "shop", p.Name).GetAnnotations()["ambient.istio.io/redirection"] == "enabled"
				if p.Ambient != c.want || annotated != c.want {
					t.Errorf("ambient %v, annotated %v, want %v", p.Ambient, annotated, c.want)
				}
			}
		})
	}
}
