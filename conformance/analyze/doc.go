// Package analyze puts the world of a cluster before Istio's own analyzers (pkg/config/analysis), as `istioctl analyze` does with
// a live cluster: all of them, on all kinds that they read, without the stand-ins that the command adds for files.
//
// Analyzers keep state in package variables: multicluster.MeshNetworksAnalyzer remembers the remote clusters of every run of the
// process. Examples that have remote Secrets are to be analyzed in processes of their own.
package analyze
