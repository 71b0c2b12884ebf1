package xds

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// objections lets Istio's validators, which are written for tests, run outside of one: what they would fail a test with is
// collected. A fatal one ends the goroutine, as in a test.
type objections struct {
	testing.TB
	found []string
}

func (o *objections) Helper()             {}
func (o *objections) Name() string        { return name }
func (o *objections) Log(...any)          {}
func (o *objections) Logf(string, ...any) {}
func (o *objections) Cleanup(func())      {}
func (o *objections) Error(args ...any)   { o.found = append(o.found, line(fmt.Sprint(args...))) }
func (o *objections) Errorf(format string, args ...any) {
	o.found = append(o.found, line(fmt.Sprintf(format, args...)))
}
func (o *objections) Fail()                             { o.found = append(o.found, "failed") }
func (o *objections) Failed() bool                      { return len(o.found) > 0 }
func (o *objections) FailNow()                          { runtime.Goexit() }
func (o *objections) Fatal(args ...any)                 { o.Error(args...); runtime.Goexit() }
func (o *objections) Fatalf(format string, args ...any) { o.Errorf(format, args...); runtime.Goexit() }

// objectionsOf are what a validator objects to.
func objectionsOf(validate func(testing.TB)) []string {
	o := &objections{}
	done := make(chan struct{})
	go func() {
		defer close(done)
		validate(o)
	}()
	<-done
	return o.found
}

func line(text string) string {
	return strings.Join(strings.Fields(text), " ")
}
