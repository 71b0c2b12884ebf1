package analyze_test

import (
	"strings"
	"testing"

	"cdk8s-ossm/conformance/analyze"
	"cdk8s-ossm/conformance/render"
	"cdk8s-ossm/conformance/world"
	"cdk8s-ossm/conformance/world/worldtest"
)

func TestJoint(t *testing.T) {
	cluster := func(ports string) string {
		return strings.Join([]string{worldtest.Mesh, worldtest.Namespace("shop", ""), worldtest.Service("shop", "web", ports)}, "\n---\n")
	}
	for name, c := range map[string]struct {
		west string
		want []string
	}{
		"the same Service":            {cluster("{name: http, port: 80}"), nil},
		"a Service with another port": {cluster("{name: http, port: 8080}"), []string{"IST0170 Service shop/web"}},
	} {
		t.Run(name, func(t *testing.T) {
			example := worldtest.Clusters(t, map[string]string{"east": cluster("{name: http, port: 80}"), "west": c.west})
			var worlds []*world.World
			for _, cluster := range example.Clusters {
				rendering, err := render.Cluster(cluster)
				if err != nil {
					t.Fatal(err)
				}
				w, _, err := world.Build(example, cluster, rendering, worldtest.Stored(t))
				if err != nil {
					t.Fatal(err)
				}
				worlds = append(worlds, w.For(rendering.ControlPlanes[0]))
			}
			report, err := analyze.Joint(worlds)
			if err != nil {
				t.Fatal(err)
			}
			worldtest.Same(t, "findings", worldtest.Codes(report.Findings), c.want)
			for _, f := range report.Findings {
				if f.Cluster != "" || !strings.Contains(f.Message, `["east" "west"]`) {
					t.Errorf("not the same each time: %v", f)
				}
			}
			if report.Judged != 4 {
				t.Errorf("judged %d Services", report.Judged)
			}
		})
	}
}

func TestJointNeedsClusters(t *testing.T) {
	if _, err := analyze.Joint(nil); err == nil {
		t.Error("compared nothing with nothing")
	}
}
