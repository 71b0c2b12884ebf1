package analyze

import (
	"sync"

	"istio.io/api/annotation"
	"istio.io/istio/pkg/log"
)

// suppress is the annotation with which an object silences analyzers.
var suppress = annotation.GalleyAnalyzeSuppress.Name

var once sync.Once

// silence keeps Istio's logs out of our output.
func silence() {
	once.Do(func() {
		for _, scope := range log.Scopes() {
			scope.SetOutputLevel(log.NoneLevel)
		}
	})
}
