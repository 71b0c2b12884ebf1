package world

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"
)

// born is when everything was created. One moment for all: where Istio prefers the older of two objects, names decide.
var born = metav1.NewTime(time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC))

// identify gives an object what the API server gives it at creation. Istio keys some things by UID, so each has its own.
func identify(cluster string, o *unstructured.Unstructured) {
	k := keyOf(o)
	if o.GetUID() == "" {
		o.SetUID(uid(cluster, k.group, k.kind, k.namespace, k.name))
	}
	if created := o.GetCreationTimestamp(); created.IsZero() {
		o.SetCreationTimestamp(born)
	}
	if o.GetGeneration() == 0 {
		o.SetGeneration(1)
	}
	if o.GetResourceVersion() == "" {
		o.SetResourceVersion("1")
	}
}

// uid looks like a version 5 UUID, and is derived from the parts.
func uid(parts ...string) types.UID {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	sum[6] = sum[6]&0x0f | 0x50
	sum[8] = sum[8]&0x3f | 0x80
	return types.UID(fmt.Sprintf("%x-%x-%x-%x-%x", sum[0:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16]))
}

// suffix is a short hash, as the names of pods and replica sets end with.
func suffix(length int, parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:])[:length]
}
