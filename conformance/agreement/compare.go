package agreement

import (
	"encoding/json"
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/source"
	"cdk8s-ossm/conformance/verdicts"
)

// Side is one of those who judge.
type Side string

// The sides.
const (
	Ours   Side = "ours"
	Judges Side = "judges"
)

// Difference is an object that one side alone refuses.
type Difference struct {
	Who Side
	// Object names it: `examples/bookinfo: cluster/04-gateways.k8s.yaml#2 Gateway edge/web`.
	Object string
	// Says is why the side refuses it.
	Says []string
}

func (d Difference) String() string {
	return fmt.Sprintf("%s alone refuse %s: %s", d.Who, d.Object, strings.Join(d.Says, "; "))
}

// Result is what the comparison of a set came to.
type Result struct {
	Objects, Both, BothAccept, BothRefuse int
	Differences                           []Difference
}

// judge answers for one object.
type judge func(verdicts.Request) verdicts.Answer

// Compare judges the objects of a set and compares. An error means that the two sides have not read the same objects, or that the judges
// could not answer.
func Compare(set Set, judge judge) (Result, error) {
	c := comparison{set: set, judge: judge, ours: map[place]Object{}}
	for _, o := range set.Objects {
		at := place{o.File, o.Index}
		if _, twice := c.ours[at]; twice {
			return Result{}, fmt.Errorf("%s: the library's verdict is there twice", c.name(at, nil))
		}
		c.ours[at] = o
	}
	manifests, err := readFolder(set.Folder)
	if err != nil {
		return Result{}, err
	}
	for _, m := range manifests {
		if err := c.file(m); err != nil {
			return Result{}, err
		}
	}
	for at := range c.ours {
		return Result{}, fmt.Errorf("%s: the library judged it, and Kubernetes' reader finds no such object", c.name(at, nil))
	}
	return c.result, nil
}

type place struct {
	file  string
	index int
}

type comparison struct {
	set    Set
	judge  judge
	ours   map[place]Object
	result Result
}

func (c *comparison) file(m manifest) error {
	whole := place{m.file, 0}
	if m.err != nil {
		c.unreadable(m)
		return nil
	}
	if ours, is := c.take(whole); is && len(ours.Errors) > 0 {
		c.differ(Ours, c.name(whole, nil), texts(ours.Errors))
	}
	for i, object := range m.objects {
		at := place{m.file, i + 1}
		ours, is := c.take(at)
		if !is {
			return fmt.Errorf("%s: the library has no verdict on it", c.name(at, object))
		}
		if err := c.object(at, object, ours); err != nil {
			return err
		}
	}
	return nil
}

// unreadable compares a file that Kubernetes' reader gives up: the library may have read some of its objects.
func (c *comparison) unreadable(m manifest) {
	refused := false
	for at, ours := range c.ours {
		if at.file == m.file {
			refused = refused || len(ours.Errors) > 0
			delete(c.ours, at)
		}
	}
	if refused {
		c.result.Objects, c.result.Both, c.result.BothRefuse = c.result.Objects+1, c.result.Both+1, c.result.BothRefuse+1
	} else {
		c.differ(Judges, c.name(place{m.file, 0}, nil), []string{m.err.Error()})
	}
}

func (c *comparison) object(at place, u *unstructured.Unstructured, ours Object) error {
	object, err := json.Marshal(u.Object)
	if err != nil {
		return err
	}
	name := c.name(at, u)
	theirs := c.judge(verdicts.Request{ID: name, Release: c.set.Release, Openshift: c.set.Openshift, Object: object})
	if theirs.Error != "" {
		return fmt.Errorf("%s: %s", name, theirs.Error)
	}
	c.result.Objects++
	both := ours.Judged && theirs.Judged()
	if both {
		c.result.Both++
	}
	switch we, they := len(ours.Errors) > 0, theirs.Refused(); {
	case we && they:
		c.result.BothRefuse++
	case we:
		c.differ(Ours, name, texts(ours.Errors))
	case they:
		c.differ(Judges, name, theirs.Reasons())
	case both:
		c.result.BothAccept++
	}
	return nil
}

func (c *comparison) differ(who Side, object string, says []string) {
	c.result.Differences = append(c.result.Differences, Difference{who, object, says})
}

// take hands out a verdict of the library once.
func (c *comparison) take(at place) (Object, bool) {
	o, is := c.ours[at]
	delete(c.ours, at)
	return o, is
}

func (c *comparison) name(at place, u *unstructured.Unstructured) string {
	text := fmt.Sprintf("%s/%s: %s", c.set.Group, c.set.Name, at.file)
	if at.index > 0 {
		text += fmt.Sprintf("#%d", at.index)
	}
	if u != nil {
		text += " " + source.Ref(u)
	}
	return text
}

func texts(problems []verdicts.Problem) []string {
	var all []string
	for _, p := range problems {
		all = append(all, p.String())
	}
	return all
}
