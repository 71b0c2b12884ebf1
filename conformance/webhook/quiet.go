package webhook

import (
	"fmt"
	"sync"

	"istio.io/istio/pkg/log"
)

// logged are the scopes in which Istio logs what it answers as well, or (extension providers) what is judged here otherwise.
var logged = []string{"validationServer", "validation", log.DefaultScopeName}

// quiet keeps them out of the output. An error says that Istio has no such scope.
var quiet = sync.OnceValue(func() error {
	for _, name := range logged {
		scope := log.FindScope(name)
		if scope == nil {
			return fmt.Errorf("istio.io/istio has no log scope %s", name)
		}
		scope.SetOutputLevel(log.NoneLevel)
	}
	return nil
})
