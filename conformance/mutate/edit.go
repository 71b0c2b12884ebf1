package mutate

import "fmt"

// Edit changes the value at a place. change answers with the new value, or says that it goes; it must not change the old one in
// place where that is a list, as the list may have to move in memory.
func Edit(node any, at Place, change func(old any) (value any, keep bool, err error)) (any, bool, error) {
	if len(at) == 0 {
		return change(node)
	}
	switch step := at[0].(type) {
	case string:
		m, ok := node.(map[string]any)
		if !ok {
			return nil, false, fmt.Errorf("%s: no map", at)
		}
		old, has := m[step]
		if !has {
			return nil, false, fmt.Errorf("%s: no such key", at)
		}
		value, keep, err := Edit(old, at[1:], change)
		if err != nil {
			return nil, false, err
		}
		if keep {
			m[step] = value
		} else {
			delete(m, step)
		}
		return m, true, nil
	case int:
		list, ok := node.([]any)
		if !ok || step >= len(list) {
			return nil, false, fmt.Errorf("%s: no such item", at)
		}
		value, keep, err := Edit(list[step], at[1:], change)
		if err != nil {
			return nil, false, err
		}
		if keep {
			list[step] = value
			return list, true, nil
		}
		return append(list[:step:step], list[step+1:]...), true, nil
	}
	return nil, false, fmt.Errorf("%v: neither key nor index", at[0])
}
