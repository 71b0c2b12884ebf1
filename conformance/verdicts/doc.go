// Package verdicts says what Istio's admission webhook, the API server and istiod's validation of mesh configs say about single
// objects: a line of JSON in, a line of JSON out.
package verdicts
