package admit

import (
	"fmt"
	"os"
	"regexp"
	"sort"
	"strings"
	"testing"

	"cdk8s-ossm/conformance/source"
)

func TestFolder(t *testing.T) {
	s, err := readSources(sourcesFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		group  string
		target source.Target
		want   string
	}{
		{"sailoperator.io", ossm33, "sailoperator/3.3"},
		{"networking.istio.io", ossm33, "istio/1.28"},
		{"networking.istio.io", ossm34, "istio/1.30"},
		{"gateway.networking.k8s.io", source.Target{Ossm: "3.4", Openshift: "4.17"}, "gateway-api/v1.2.1/standard"},
		{"gateway.networking.k8s.io", source.Target{Ossm: "3.4", Openshift: "4.21"}, "gateway-api/v1.3.0/standard"},
		{"gateway.networking.k8s.io", source.Target{Ossm: "3.4", Openshift: "4.22"}, "gateway-api/v1.4.1/standard"},
		{"route.openshift.io", source.Target{Ossm: "3.4", Openshift: "4.18"}, "openshift/4.19"},
		{"route.openshift.io", source.Target{Ossm: "3.4", Openshift: "4.21"}, "openshift/4.20"},
		{"route.openshift.io", source.Target{Ossm: "3.4", Openshift: "4.22"}, "openshift/4.22"},
		{"cert-manager.io", ossm33, "cert-manager/v1.21.1"},
		{"example.com", ossm33, ""},
	} {
		t.Run(fmt.Sprintf("%s for %s on %s", c.group, c.target.Ossm, c.target.Openshift), func(t *testing.T) {
			got, err := s.folder(c.group, c.target)
			if err != nil || got != c.want {
				t.Errorf("got %q, %v, want %q", got, err, c.want)
			}
		})
	}
}

func TestFolderRefuses(t *testing.T) {
	s, err := readSources(sourcesFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		group  string
		target source.Target
		want   string
	}{
		{"sailoperator.io", source.Target{Ossm: "2.6", Openshift: "4.20"}, "no CRDs of OSSM 2.6; there are 3.0, "},
		{"gateway.networking.k8s.io", source.Target{Ossm: "3.4", Openshift: "4.99"}, "no CRDs of the Gateway API of OpenShift 4.99"},
		{"gateway.networking.k8s.io", source.Target{Ossm: "3.4", Openshift: "5.0"}, "is no minor of OpenShift 4"},
		{"route.openshift.io", source.Target{Ossm: "3.4"}, "is no minor of OpenShift 4"},
	} {
		if got, err := s.folder(c.group, c.target); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %q, %v, want %q", c.group, got, err, c.want)
		}
	}
}

// The judge of the unit tests picks folders as well: the two must pick the same.
func TestGatewayAPIIsThatOfTheUnitTests(t *testing.T) {
	const file = "../../test/support/crd-validator.ts"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	table := regexp.MustCompile(`const GATEWAY_API.*= \{(.*)\};`).FindSubmatch(text)
	if table == nil {
		t.Fatalf("%s has no table GATEWAY_API", file)
	}
	var there, here []string
	for _, entry := range strings.Split(string(table[1]), ",") {
		there = append(there, strings.NewReplacer("'", "", " ", "").Replace(entry))
	}
	for openshift, version := range gatewayAPI {
		here = append(here, openshift+":"+version)
	}
	sort.Strings(there)
	sort.Strings(here)
	if strings.Join(there, "\n") != strings.Join(here, "\n") {
		t.Errorf("here %v, in %s %v", here, file, there)
	}
}
