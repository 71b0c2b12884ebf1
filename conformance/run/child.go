package run

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/source"
)

// request asks a child process for a judge's report on one cluster of an example, or, for the judge `joint`, on all together.
type request struct {
	Example *source.Example `json:"example"`
	Cluster string          `json:"cluster,omitempty"`
	Judge   string          `json:"judge"`
	// Effects says whether each value of the operator's resources is taken away in turn.
	Effects bool `json:"effects,omitempty"`
}

// answer is what a child process says.
type answer struct {
	Report judge.Report `json:"report"`
	// Defaults are the entries of the defaults file that were needed so far.
	Defaults []string `json:"defaults,omitempty"`
	Error    string   `json:"error,omitempty"`
}

// child is a process of this same program that has the environment of a rendered istiod. Istio's code reads its flags from there
// when it starts, so each set of flags needs a process of its own.
type child struct {
	cmd     *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
	answers int
	// broken is set once the process has ended.
	broken bool
}

// childArgument makes this program a child.
const childArgument = "child"

// start starts a child with nothing but the flags in its environment, and what a process cannot do without.
func start(flags map[string]string, config Config) (*child, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	settings, err := json.Marshal(config)
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(program, childArgument, string(settings))
	cmd.Stderr = os.Stderr
	for _, name := range []string{"PATH", "HOME", "TMPDIR"} {
		if value, set := os.LookupEnv(name); set {
			cmd.Env = append(cmd.Env, name+"="+value)
		}
	}
	for name, value := range flags {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	slices.Sort(cmd.Env)
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("cannot start %s: %w", program, err)
	}
	return &child{cmd: cmd, in: in, out: bufio.NewReaderSize(out, 1<<20)}, nil
}

// ask sends a request and waits for its answer.
func (c *child) ask(r request) (*answer, error) {
	text, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	if _, err := c.in.Write(append(text, '\n')); err != nil {
		c.broken = true
		return nil, fmt.Errorf("the judging process ended: %w", err)
	}
	line, err := c.out.ReadBytes('\n')
	if err != nil {
		c.broken = true
		return nil, fmt.Errorf("the judging process ended without an answer: %w", err)
	}
	c.answers++
	var a answer
	if err := json.Unmarshal(line, &a); err != nil {
		return nil, err
	}
	if a.Error != "" {
		return nil, errors.New(a.Error)
	}
	return &a, nil
}

func (c *child) stop() {
	_ = c.in.Close()
	_ = c.cmd.Wait()
}
