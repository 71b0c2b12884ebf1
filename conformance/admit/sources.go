package admit

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/runtime/schema"

	"cdk8s-ossm/conformance/source"
)

// gatewayAPI is the Gateway API that OpenShift ships, by minor (openshift/cluster-ingress-operator, release branches).
var gatewayAPI = map[string]string{"4.19": "v1.2.1", "4.20": "v1.2.1", "4.21": "v1.3.0", "4.22": "v1.4.1", "4.23": "v1.5.1"}

// Before this minor users install the Gateway API themselves: judged as the oldest.
const (
	firstWithGatewayAPI = 19
	oldestGatewayAPI    = "v1.2.1"
)

// sources is imports/sources.json: where the CRDs of which group and release stand.
type sources struct {
	Rows []row `json:"rows"`
}

// row is a repository with its releases, oldest first, and its groups.
type row struct {
	// Product is what the names of the releases count.
	Product  string           `json:"product"`
	Releases []release        `json:"releases"`
	Groups   map[string]group `json:"groups"`
}

// group is an API group; the generator of the bindings reads what else its kinds say.
type group struct {
	Kinds map[string]struct {
		Version string `json:"version"`
	} `json:"kinds"`
	// WithoutCRD are kinds that are emitted though no CRD of them is read, each with the reason.
	WithoutCRD map[string]string `json:"withoutCrd"`
}

type release struct {
	Name   string `json:"name"`
	Folder string `json:"folder"`
}

func readSources(file string) (*sources, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	s := &sources{}
	if err := json.Unmarshal(data, s); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if len(s.Rows) == 0 {
		return nil, fmt.Errorf("%s has no rows", file)
	}
	return s, nil
}

// withoutCRD is the reason why no CRD of a kind is read; empty for all others.
func (s *sources) withoutCRD(gk schema.GroupKind) string {
	for _, r := range s.Rows {
		if reason := r.Groups[gk.Group].WithoutCRD[gk.Kind]; reason != "" {
			return reason
		}
	}
	return ""
}

// has says whether a row has the group.
func (s *sources) has(group string) bool {
	for _, r := range s.Rows {
		if _, has := r.Groups[group]; has {
			return true
		}
	}
	return false
}

// folder is where the CRDs of a group stand for a target; empty where no row has the group.
func (s *sources) folder(group string, target source.Target) (string, error) {
	for _, r := range s.Rows {
		if _, has := r.Groups[group]; !has {
			continue
		}
		if len(r.Releases) == 0 {
			return "", fmt.Errorf("the row of %s has no releases", group)
		}
		return r.folder(target)
	}
	return "", nil
}

// folder picks the release that stands for the target: OSSM's own exactly, the Gateway API that the OpenShift ships, the
// newest of OpenShift that is not newer than the target's, and of everything else the newest.
func (r row) folder(target source.Target) (string, error) {
	switch r.Product {
	case "OSSM":
		return r.exactly(target.Ossm, "OSSM "+target.Ossm)
	case "Gateway API":
		minor, err := minorOf(target.Openshift)
		if err != nil {
			return "", err
		}
		version, known := gatewayAPI[target.Openshift]
		if !known && minor < firstWithGatewayAPI {
			version = oldestGatewayAPI
		}
		return r.exactly(version, "the Gateway API of OpenShift "+target.Openshift)
	case "OpenShift":
		minor, err := minorOf(target.Openshift)
		if err != nil {
			return "", err
		}
		picked := r.Releases[0]
		for _, candidate := range r.Releases {
			if known, err := minorOf(candidate.Name); err != nil {
				return "", err
			} else if known <= minor {
				picked = candidate
			}
		}
		return picked.Folder, nil
	}
	return r.Releases[len(r.Releases)-1].Folder, nil
}

func (r row) exactly(name, what string) (string, error) {
	var known []string
	for _, candidate := range r.Releases {
		if candidate.Name == name {
			return candidate.Folder, nil
		}
		known = append(known, candidate.Name)
	}
	return "", fmt.Errorf("no CRDs of %s; there are %s", what, strings.Join(known, ", "))
}

// minorOf is 20 of `4.20`.
func minorOf(openshift string) (int, error) {
	major, minor, _ := strings.Cut(openshift, ".")
	n, err := strconv.Atoi(minor)
	if err != nil || major != "4" {
		return 0, fmt.Errorf("%q is no minor of OpenShift 4, as in `4.20`", openshift)
	}
	return n, nil
}
