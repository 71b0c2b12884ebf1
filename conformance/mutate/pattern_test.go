package mutate

import (
	"strings"
	"testing"
)

func TestPatternsFindPlaces(t *testing.T) {
	e := example(t, "one", shop)
	service := e.Clusters[0].Objects[1].Object
	for text, want := range map[string]string{
		"spec.ports[*].port":                    "spec.ports[0].port spec.ports[1].port",
		"spec.ports[1].port":                    "spec.ports[1].port",
		"spec.ports[7]":                         "",
		"spec.ports[name=https]":                "spec.ports[1]",
		"spec.ports[port=80].name":              "spec.ports[0].name",
		"spec.ports[*].targetPort":              "spec.ports[0].targetPort",
		"spec.selector.*":                       "spec.selector.app spec.selector.tier",
		`spec["selector"].app`:                  "spec.selector.app",
		"*.name":                                "metadata.name",
		"spec.ports.name":                       "",
		"spec.selector[*]":                      "",
		"spec.selector[0]":                      "",
		"spec.selector.app.deeper":              "",
		`metadata.labels["istio.io/rev"]`:       "",
		"spec.ports[selector.app=web].somewhat": "",
	} {
		p, err := parsePattern(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		var got []string
		for _, at := range p.find(service) {
			got = append(got, at.String())
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: got %q, want %q", text, strings.Join(got, " "), want)
		}
	}
}

func TestPlacesAreWrittenAsFindingsWriteThem(t *testing.T) {
	for want, at := range map[string]Place{
		`metadata.labels["istio.io/rev"]`: {"metadata", "labels", "istio.io/rev"},
		"spec.http[0].route":              {"spec", "http", 0, "route"},
		"":                                nil,
	} {
		if at.String() != want {
			t.Errorf("got %q, want %q", at.String(), want)
		}
	}
}

func TestPatternsAreReadStrictly(t *testing.T) {
	for _, text := range []string{"", ".spec", "spec..ports", "spec.ports[", "spec.ports[a]", "spec.ports[-1]", "spec ports", "spec.ports[a..b=c]", "spec."} {
		if p, err := parsePattern(text); err == nil {
			t.Errorf("%q was read as %v", text, p)
		}
	}
}

func TestAllPlacesAreListedOuterOnesFirst(t *testing.T) {
	var got []string
	for _, at := range Places(map[string]any{"b": []any{"x", map[string]any{"c": "y"}}, "a": nil}) {
		got = append(got, at.String())
	}
	if want := "a b b[0] b[1] b[1].c"; strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", strings.Join(got, " "), want)
	}
}
