package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"strings"
	"sync"
	"time"

	"example.com/renewal"
)

type object = map[string]any

var (
	clients = map[string]*client{}
	mutex   sync.Mutex
)

// perform runs a request, so many times at once as it says, and tells what was slept and told meanwhile.
func perform(r object) object {
	mutex.Lock()
	c := clients[text(r["client"])]
	mutex.Unlock()
	before := 0
	if c != nil {
		before = len(c.slept)
	}
	once := func() object {
		told, err := run(r, c)
		key := "ok"
		if err != nil {
			key, told = "error", described(err)
		}
		if c != nil {
			c.mutex.Lock()
			told["slept"], told["told"] = append([]float64{}, c.slept[before:]...), append([]string{}, c.told...)
			c.mutex.Unlock()
		}
		return object{key: told}
	}
	times, several := r["times"].(float64)
	if !several {
		return once()
	}
	results := make([]object, int(times))
	var group sync.WaitGroup
	for index := range results {
		group.Add(1)
		go func() { defer group.Done(); results[index] = once() }()
	}
	group.Wait()
	return object{"ok": object{"results": results}}
}

func described(err error) object {
	var failure *renewal.Error
	if !errors.As(err, &failure) {
		return object{"kind": "other", "class": fmt.Sprintf("%T", err), "printed": fmt.Sprintf("%+v", err)}
	}
	told := object{
		"kind": failure.Kind, "class": "Error", "message": failure.Message, "attempts": failure.Attempts,
		"limit": limitOf(failure.Limit), "printed": printed(failure),
	}
	for name, value := range map[string]string{"code": string(failure.Code), "request_id": failure.RequestID, "reason": string(failure.Reason)} {
		if value != "" {
			told[name] = value
		}
	}
	if failure.Status != 0 {
		told["status"] = failure.Status
	}
	if !failure.Body.IsZero() {
		told["raw"] = failure.Body.Reveal()
	}
	if failure.HasRetryAfter {
		told["retry_after"] = failure.RetryAfter.Seconds()
	}
	if failure.Details != nil {
		told["details"] = plain(reflect.ValueOf(*failure.Details))
	}
	return told
}

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
		all := object{}
		for index := range value.NumField() {
			name, rest, _ := strings.Cut(value.Type().Field(index).Tag.Get("json"), ",")
			if field := value.Field(index); name != "-" && (rest == "" || !field.IsZero()) {
				all[name] = plain(field)
			}
		}
		for name, written := range value.FieldByName("Extra").Interface().(renewal.Extra) {
			all[name] = written
		}
		return all
	}
	return value.Interface()
}

func printed(value any) string {
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("printed", "value", value)
	written, _ := json.Marshal(value)
	return fmt.Sprintf("%v %+v %#v %s %q %s %s", value, value, value, value, value, written, log.String())
}

func limitOf(limit *renewal.Limit) any {
	if limit == nil {
		return nil
	}
	return object{"limit": limit.Limit, "remaining": limit.Remaining, "reset": limit.ResetAt.Unix()}
}

func text(value any) string { one, _ := value.(string); return one }

func fields(value any) object { one, _ := value.(object); return one }

// texts are one text or a list of them.
func texts(value any) (all []string) {
	list, several := value.([]any)
	if !several {
		list = []any{value}
	}
	for _, one := range list {
		all = append(all, text(one))
	}
	return all
}

func milliseconds(value any) time.Duration {
	return time.Duration(value.(float64) * float64(time.Millisecond))
}

func moment(value any) time.Time {
	if at, err := time.Parse(time.RFC3339Nano, text(value)); err == nil {
		return at
	}
	return time.Date(2026, 1, 15, 8, 30, 0, 0, time.UTC)
}
