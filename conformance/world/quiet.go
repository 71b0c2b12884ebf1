package world

import (
	"io"
	"sync"

	"istio.io/istio/pkg/log"
	"k8s.io/klog/v2"
)

var once sync.Once

// silence keeps the logs of Istio's and Kubernetes' libraries out of our output. What they only log, and we need to know, is
// found by its effect: a gateway that was to be deployed and is not.
func silence() {
	once.Do(func() {
		for _, scope := range log.Scopes() {
			scope.SetOutputLevel(log.NoneLevel)
		}
		klog.LogToStderr(false)
		klog.SetOutput(io.Discard)
	})
}
