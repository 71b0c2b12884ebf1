// Package admit judges objects as the API server does when they are created, with the API server's own code: it decodes
// strictly, prunes, fills in defaults and validates. Custom resources are judged by the CRDs of the example's own release
// (k8s.io/apiextensions-apiserver, CEL rules included), the kinds that Kubernetes itself serves by its own strategies
// (k8s.io/kubernetes/pkg/registry).
//
// What comes out of it, the object as it would be stored, is what Stored and StoredCore answer.
package admit
