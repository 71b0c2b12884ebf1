// Package runtime declares what generated code calls of github.com/aws/jsii-runtime-go/runtime, with nothing behind it.
package runtime

import "reflect"

// FQN is the name of a type in its assembly.
type FQN string

// Member is a member of a class or interface.
type Member interface{ member() }

// MemberMethod is a method, by its names in both languages.
type MemberMethod struct{ JsiiMethod, GoMethod string }

// MemberProperty is a property, by its names in both languages.
type MemberProperty struct{ JsiiProperty, GoGetter, GoSetter string }

func (MemberMethod) member()   {}
func (MemberProperty) member() {}

// Declared stands for a body.
func Declared[T any]() T {
	panic("only declared: github.com/aws/jsii-runtime-go could not be downloaded when this was built")
}

// Load makes a package known to the library's process.
func Load(name, version string, tarball []byte) { Declared[any]() }

// RegisterClass names the Go type of a class.
func RegisterClass(name FQN, class reflect.Type, members []Member, maker func() any) { Declared[any]() }

// RegisterEnum names the Go type of an enum.
func RegisterEnum(name FQN, enum reflect.Type, members map[string]any) { Declared[any]() }

// RegisterInterface names the Go type of an interface.
func RegisterInterface(name FQN, iface reflect.Type, members []Member, maker func() any) {
	Declared[any]()
}

// RegisterStruct names the Go type of a struct.
func RegisterStruct(name FQN, structure reflect.Type) { Declared[any]() }

// InitJsiiProxy fills a proxy.
func InitJsiiProxy(proxy any) { Declared[any]() }

// ValidateStruct says whether the required fields of a struct are there.
func ValidateStruct(value any, description func() string) error { return Declared[error]() }

// Create makes an object.
func Create(name FQN, args []any, instance any) { Declared[any]() }

// Get reads a property.
func Get(object any, property string, result any) { Declared[any]() }

// Set writes a property.
func Set(object any, property string, value any) { Declared[any]() }

// Invoke calls a method that returns something.
func Invoke(object any, method string, args []any, result any) { Declared[any]() }

// InvokeVoid calls a method that returns nothing.
func InvokeVoid(object any, method string, args []any) { Declared[any]() }

// StaticGet reads a static property.
func StaticGet(name FQN, property string, result any) { Declared[any]() }

// StaticInvoke calls a static method that returns something.
func StaticInvoke(name FQN, method string, args []any, result any) { Declared[any]() }

// StaticInvokeVoid calls a static method that returns nothing.
func StaticInvokeVoid(name FQN, method string, args []any) { Declared[any]() }
