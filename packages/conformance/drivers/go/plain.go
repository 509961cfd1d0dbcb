package main

import (
	"encoding/json"
	"reflect"
	"strings"
	"time"

	"example.com/renewal"
)

// plain gives a model as JSON has it: what was answered, unknown fields included, secrets shown, amounts as text.
func plain(value reflect.Value) any {
	switch one := value.Interface().(type) {
	case renewal.Amount:
		return one.String()
	case renewal.Secret:
		return one.Reveal()
	case time.Time:
		return one.UTC().Format(time.RFC3339Nano)
	}
	switch value.Kind() {
	case reflect.Pointer:
		return plain(value.Elem())
	case reflect.Slice:
		items := []any{}
		for index := range value.Len() {
			items = append(items, plain(value.Index(index)))
		}
		return items
	case reflect.Struct:
		fields := object{}
		for index := range value.NumField() {
			name, rest, _ := strings.Cut(value.Type().Field(index).Tag.Get("json"), ",")
			if field := value.Field(index); name != "-" && (rest == "" || !field.IsZero()) {
				fields[name] = plain(field)
			}
		}
		for name, text := range value.FieldByName("Extra").Interface().(renewal.Extra) {
			fields[name] = text
		}
		return fields
	}
	return value.Interface()
}

func described(failure *renewal.Error) object {
	told := object{
		"kind": failure.Kind, "class": "Error", "code": failure.Code, "message": failure.Message, "request_id": failure.RequestID,
		"attempts": failure.Attempts, "limit": limitOf(failure.Limit), "reason": failure.Reason, "printed": printed(failure),
	}
	if failure.Status != 0 {
		told["status"], told["raw"] = failure.Status, failure.Body.Reveal()
	}
	if failure.HasRetryAfter {
		told["retry_after"] = failure.RetryAfter.Seconds()
	}
	if failure.Details != nil {
		told["details"] = plain(reflect.ValueOf(*failure.Details))
	}
	for name, value := range told {
		if text, err := json.Marshal(value); err == nil && string(text) == `""` {
			delete(told, name)
		}
	}
	return told
}

func limitOf(limit *renewal.Limit) any {
	if limit == nil {
		return nil
	}
	return object{"limit": limit.Limit, "remaining": limit.Remaining, "reset": limit.ResetAt.Unix()}
}
