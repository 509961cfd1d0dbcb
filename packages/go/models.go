package renewal

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"strings"
	"sync"
)

// Extra holds the fields of an answer that this version does not know, by name, as JSON.
type Extra map[string]json.RawMessage

// readModel decodes an object into the model that target points to, and answers the fields that the model does not know.
// It fails when a promised field is missing: a zero would be taken for the answer.
func readModel(data []byte, target any, required ...string) (Extra, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		return nil, err
	}
	if fields == nil {
		return nil, fmt.Errorf("an object was promised")
	}
	for _, name := range required {
		if value, ok := fields[name]; !ok || string(value) == "null" {
			return nil, fmt.Errorf("the promised field %s is missing", name)
		}
	}
	if err := json.Unmarshal(data, target); err != nil {
		return nil, err
	}
	for _, name := range namesOf(reflect.TypeOf(target).Elem()) {
		delete(fields, name)
	}
	if len(fields) == 0 {
		return nil, nil
	}
	return fields, nil
}

// writeModel encodes a model, and beside its fields the others. What the model knows is what it says.
func writeModel(model any, extra Extra) ([]byte, error) {
	written, err := json.Marshal(model)
	if err != nil || len(extra) == 0 {
		return written, err
	}
	fields := maps.Clone(extra)
	if err := json.Unmarshal(written, &fields); err != nil {
		return nil, err
	}
	return json.Marshal(fields)
}

var knownNames sync.Map

func namesOf(model reflect.Type) []string {
	if names, ok := knownNames.Load(model); ok {
		return names.([]string)
	}
	var names []string
	for index := range model.NumField() {
		name, _, _ := strings.Cut(model.Field(index).Tag.Get("json"), ",")
		names = append(names, name)
	}
	knownNames.Store(model, names)
	return names
}
