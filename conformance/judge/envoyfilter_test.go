package judge

import "testing"

func TestTheWarningOfEveryEnvoyFilterIsTold(t *testing.T) {
	if !IsOfEveryEnvoyFilter("Schema validation warning: EnvoyFilter exposes internal implementation details that may change") {
		t.Error("the warning of every EnvoyFilter is not known")
	}
	if IsOfEveryEnvoyFilter("EnvoyFilter: using deprecated types") {
		t.Error("a warning of one EnvoyFilter is taken for that of every one")
	}
}
