package world_test

import (
	"testing"

	"cdk8s-ossm/conformance/world/worldtest"
)

func TestMain(m *testing.M) { worldtest.Main(m) }
