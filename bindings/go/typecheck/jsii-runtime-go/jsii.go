// Package jsii declares what the programs call of github.com/aws/jsii-runtime-go, with nothing behind it.
//
// Where that module cannot be downloaded, the programs and the generated packages are type-checked against these declarations.
// Nothing built with them runs.
package jsii

import "github.com/aws/jsii-runtime-go/runtime"

// Bool is a pointer to the value.
func Bool(value bool) *bool { return runtime.Declared[*bool]() }

// Number is a pointer to the value, as the one kind of number that JavaScript has.
func Number[T ~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~float32 | ~float64](value T) *float64 {
	return runtime.Declared[*float64]()
}

// String is a pointer to the value.
func String(value string) *string { return runtime.Declared[*string]() }

// Close ends the process that runs the library.
func Close() { runtime.Declared[any]() }
