// Package differential makes objects that are almost right, at random, and has the judges of package verdicts answer for each. Whoever has
// another opinion about one of them has found a hole in one of the two.
//
// An object begins as one that the examples emit or that Istio's own tests hold for valid, or is made up from the schema of its kind. Then
// one to three things in it are changed (operations.go). The same seed gives the same objects.
package differential
