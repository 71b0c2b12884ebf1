package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/admit"
	"cdk8s-ossm/conformance/analyze"
	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/mutate"
	"cdk8s-ossm/conformance/render"
	"cdk8s-ossm/conformance/rendering"
	"cdk8s-ossm/conformance/source"
	"cdk8s-ossm/conformance/world"
	"cdk8s-ossm/conformance/xds"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

var crds *admit.CRDs
var defaults *rendering.Defaults

func stored(target source.Target, u *unstructured.Unstructured) (*unstructured.Unstructured, error) {
	if admit.IsCore(u.GroupVersionKind().Group) {
		return admit.StoredCore(u)
	}
	return crds.Stored(target, u)
}

// stage findings
func all(e *source.Example) (stages [][]judge.Finding, stage string, err error) {
	stage = "rendering"
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("PANIC %v %s", p, debug.Stack())
		}
	}()
	stages = make([][]judge.Finding, 3)
	for _, c := range e.Clusters {
		one := &source.Example{Name: e.Name, Target: e.Target, Clusters: []*source.Cluster{c}}
		r, err := rendering.New(defaults, nil, "/work/main/examples").Judge(one)
		if err != nil {
			return nil, "rendering", err
		}
		stages[0] = append(stages[0], r.Findings...)
		rendered, err := render.Cluster(c)
		if err != nil {
			return nil, "render", err
		}
		w, f, err := world.Build(e, c, rendered, stored)
		if err != nil {
			return nil, "world", err
		}
		stages[0] = append(stages[0], f...)
		for _, m := range w.Missing {
			stages[0] = append(stages[0], judge.Finding{Judge: "note", Message: m.Object + fmt.Sprint(m.By)})
		}
		for _, u := range w.Unserved {
			stages[0] = append(stages[0], judge.Finding{Judge: "note", Message: "unserved " + u})
		}
		for _, m := range w.Assumed {
			stages[0] = append(stages[0], judge.Finding{Judge: "note", Message: "assumed " + m.Object + fmt.Sprint(m.By)})
		}
		for _, cp := range rendered.ControlPlanes {
			a, err := analyze.One(w.For(cp), cp)
			if err != nil {
				return nil, "analyzers", err
			}
			stages[1] = append(stages[1], a.Findings...)
		}
		x, err := xds.Cluster(w, rendered.ControlPlanes)
		if err != nil {
			return nil, "xds", err
		}
		stages[2] = append(stages[2], x.Findings...)
		stages[2] = append(stages[2], notes(x.Notes)...)
	}
	return stages, "", nil
}

func notes(n []string) (f []judge.Finding) {
	for _, t := range n {
		f = append(f, judge.Finding{Judge: "note", Message: t})
	}
	return f
}

func main() {
	examples := must(source.Load("/work/main/out/examples", must(source.ReadTargets("/work/main/examples/targets.json"))))
	if len(os.Args) < 3 {
		for _, e := range examples {
			if len(os.Args) == 2 && !strings.HasPrefix(e.Name, os.Args[1]) {
				continue
			}
			flags := map[string]string{}
			for _, c := range e.Clusters {
				flags = must(world.Flags(must(render.Cluster(c))))
			}
			cmd := exec.Command(must(os.Executable()), "child", e.Name)
			cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "VERIFY_MAX=" + os.Getenv("VERIFY_MAX"), "VERIFY_KINDS=" + os.Getenv("VERIFY_KINDS")}
			for k, v := range flags {
				cmd.Env = append(cmd.Env, k+"="+v)
			}
			cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
			if err := cmd.Run(); err != nil {
				fmt.Println("CHILD", e.Name, err)
			}
		}
		return
	}
	out := os.Stdout
	os.Stdout = os.Stderr
	crds = must(admit.NewCRDs("/work/shared/crds", "/work/main/imports/sources.json"))
	defaults = must(rendering.ReadDefaults("/work/main/conformance/defaults.json"))
	kinds := must(mutate.ReadFile("/work/main/conformance/mutations.json"))
	most, _ := strconv.Atoi(os.Getenv("VERIFY_MAX"))
	for _, e := range examples {
		if e.Name != os.Args[2] {
			continue
		}
		base, stage, err := all(e.Clone())
		if err != nil {
			fmt.Fprintln(out, "BASE ERR", e.Name, stage, err)
			return
		}
		for _, s := range base {
			for _, f := range s {
				fmt.Fprintln(out, "BASE", e.Name, f)
			}
		}
		counts := map[string]int{}
		for _, s := range mutate.Sites(kinds, e) {
			if j := s.Kind.Judge; j == "schema" || j == "core" || j == "webhook" {
				continue
			}
			if want := os.Getenv("VERIFY_KINDS"); want != "" && !strings.Contains(","+want+",", ","+s.Kind.Name+",") {
				continue
			}
			if counts[s.Kind.Name]++; counts[s.Kind.Name] > most {
				continue
			}
			start := time.Now()
			got, stage, err := all(must(mutate.Apply(s, e)))
			if err != nil {
				fmt.Fprintf(out, "ERROR %s | %s | at %s: %s | %s\n", s.Kind.Judge, s, stage, strings.ReplaceAll(fmt.Sprint(err), "\n", " ")[:min(300, len(fmt.Sprint(err)))], time.Since(start).Round(time.Millisecond))
				continue
			}
			var by []string
			for i, name := range []string{"rendering", "analyzers", "xds"} {
				if n := mutate.New(base[i], got[i]); len(n) > 0 {
					by = append(by, fmt.Sprintf("%s{%s %s %s}", name, n[0].Judge, n[0].Code, n[0].Message[:min(90, len(n[0].Message))]))
				}
			}
			verdict := "CAUGHT"
			if len(by) == 0 {
				verdict = "SURVIVED"
			}
			fmt.Fprintf(out, "%s %s | %s | %s | %s\n", verdict, s.Kind.Judge, s, strings.Join(by, " "), time.Since(start).Round(time.Millisecond))
		}
	}
}
