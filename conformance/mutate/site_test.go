package mutate

import (
	"strings"
	"testing"
)

func TestSitesAreSelected(t *testing.T) {
	for name, c := range map[string]struct{ entry, want string }{
		"by kind": {`"objects": ["Service"], "operation": {"op": "delete-object"}`, "Service shop/web, Service store/db"},
		"by group and kind": {`"objects": ["Deployment.apps", "Service.serving.knative.dev"], "operation": {"op": "delete-object"}`,
			"Deployment shop/web"},
		"by a value": {`"objects": ["Service"], "where": {"spec.ports[*].port": 443}, "operation": {"op": "delete-object"}`,
			"Service shop/web"},
		"by a value that is not there": {`"objects": ["Service"], "where": {"spec.ports[*].port": "443"}, "operation": {"op": "delete-object"}`, ""},
		"by their neighbours": {`"objects": ["Service"], "besides": "Deployment.apps", "operation": {"op": "delete-object"}`,
			"Service shop/web"},
		"by patterns, each place once": {`"objects": ["Service"], "paths": ["spec.selector.*", "spec.selector.app"], "operation": {"op": "delete"}`,
			"Service shop/web spec.selector.app, Service shop/web spec.selector.tier, Service store/db spec.selector.app"},
	} {
		t.Run(name, func(t *testing.T) {
			got := strings.Join(names(Sites([]*Kind{read(t, c.entry)}, example(t, "one", shop))), ", ")
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}
