package vigie

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

func clientFor(t *testing.T, address string, timeout time.Duration) *Client {
	t.Helper()
	base, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	client, err := New(Config{BaseURL: base, Token: "vig_test", UserAgent: "test", Timeout: timeout})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}

// failure takes the *Error out of an error; everything the client returns is one.
func failure(t *testing.T, err error) *Error {
	t.Helper()
	var got *Error
	if !errors.As(err, &got) {
		t.Fatalf("%T: %v is no *Error", err, err)
	}
	return got
}

func TestTimeout(t *testing.T) {
	over := make(chan struct{})
	silent := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-over }))
	defer silent.Close()
	slow := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = http.NewResponseController(w).Flush()
		<-over
	}))
	defer slow.Close()
	defer close(over) // before both servers, which wait for their handlers

	limit := 50 * time.Millisecond
	for name, address := range map[string]string{"no answer": silent.URL, "no end": slow.URL} {
		t.Run(name, func(t *testing.T) {
			_, err := clientFor(t, address, limit).Get(context.Background(), Caller{}, "status", nil)
			got := failure(t, err)
			if got.Code != CodeTimeout || got.Status != 504 || got.Source() != backend.ErrorSourceDownstream {
				t.Errorf("%+v", got)
			}
			if !strings.Contains(got.Text.EN, "the limit is 0.05 s") {
				t.Errorf("message %q", got.Text.EN)
			}
		})
	}
	t.Run("Grafana's own deadline", func(t *testing.T) {
		ctx, cancel := context.WithTimeout(context.Background(), limit)
		defer cancel()
		_, err := clientFor(t, silent.URL, time.Minute).Get(ctx, Caller{}, "status", nil)
		if got := failure(t, err); got.Code != CodeTimeout {
			t.Errorf("%+v", got)
		}
	})
}

// A backend below a path of a reverse proxy keeps that path.
func TestBasePath(t *testing.T) {
	var path string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path = r.URL.Path
		w.Header().Set("Content-Type", "application/json")
		_, _ = fmt.Fprint(w, "{}")
	}))
	defer server.Close()
	if _, err := clientFor(t, server.URL+"/intra/vigie", time.Minute).Status(context.Background(), Caller{}); err != nil {
		t.Fatal(err)
	}
	if path != "/intra/vigie/v1/status" {
		t.Errorf("path %s", path)
	}
}

// What cannot be made to happen on loopback: names that do not exist, connections reset, networks away.
func TestExplainFailure(t *testing.T) {
	dial := func(err error) error {
		return &url.Error{Op: "Get", URL: "http://secret.example/v1", Err: &net.OpError{Op: "dial", Net: "tcp", Err: err}}
	}
	for name, test := range map[string]struct {
		err   error
		code  Code
		words string
	}{
		"unknown name":    {dial(&net.DNSError{Err: "no such host", Name: "secret.example", IsNotFound: true}), CodeUnreachable, "name service"},
		"name not served": {dial(&net.DNSError{Err: "timeout", Name: "secret.example", IsTimeout: true}), CodeTimeout, "in time"},
		"reset":           {dial(syscall.ECONNRESET), CodeUnreachable, "cut before"},
		"no route":        {dial(syscall.EHOSTUNREACH), CodeUnreachable, "network between"},
		"canceled":        {fmt.Errorf("reading: %w", context.Canceled), CodeCanceled, "canceled"},
	} {
		t.Run(name, func(t *testing.T) {
			got := clientFor(t, "http://127.0.0.1", time.Second).explainFailure(context.Background(), test.err)
			if got.Code != test.code || !strings.Contains(got.Text.EN, test.words) || !errors.Is(got, test.err) {
				t.Errorf("%+v", got)
			}
			if strings.Contains(got.Text.EN, "secret") {
				t.Errorf("the address is in %q", got.Text.EN)
			}
		})
	}
}

func TestReadProblem(t *testing.T) {
	client := clientFor(t, "http://127.0.0.1", time.Second)
	long := strings.Repeat("é", 2*maxProblemRunes)
	for name, test := range map[string]struct {
		contentType, body string
		want              *Problem
	}{
		"detail":       {"application/problem+json; charset=utf-8", `{"title":"T","detail":"D","code":"c"}`, &Problem{Title: "T", Code: "c", Detail: "D"}},
		"title only":   {"application/problem+json", `{"title":"T"}`, &Problem{Title: "T"}},
		"token, lines": {"application/problem+json", `{"detail":" a vig_test\nb "}`, &Problem{Detail: "a [token] b"}},
		"long":         {"application/problem+json", `{"detail":"` + long + `"}`, &Problem{Detail: long[:2*maxProblemRunes] + "…"}},
		"empty":        {"application/problem+json", `{}`, nil},
		"other JSON":   {"application/json", `{"detail":"D"}`, nil},
		"no JSON":      {"application/problem+json", `<html>`, nil},
		"wrong types":  {"application/problem+json", `{"detail":7}`, nil},
		"no type":      {"", `{"detail":"D"}`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			got := client.readProblem(test.contentType, []byte(test.body))
			if !reflect.DeepEqual(got, test.want) {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
}
