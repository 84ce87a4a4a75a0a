package plugin

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/agitel/vigie/pkg/vigie"
)

func load(jsonData string, secrets map[string]string) (string, time.Duration, []string) {
	config, _, texts := loadSettings(backend.DataSourceInstanceSettings{
		JSONData: []byte(jsonData), DecryptedSecureJSONData: secrets,
	})
	var problems []string
	for _, text := range texts {
		problems = append(problems, text.In(vigie.English))
	}
	if config.BaseURL == nil {
		return "", config.Timeout, problems
	}
	return config.BaseURL.String(), config.Timeout, problems
}

func TestSettingsGood(t *testing.T) {
	for name, test := range map[string]struct {
		jsonData string
		url      string
		timeout  time.Duration
	}{
		"least":             {`{"backendUrl":"http://127.0.0.1:8787"}`, "http://127.0.0.1:8787", 30 * time.Second},
		"trailing slashes":  {`{"backendUrl":" https://vigie.example// "}`, "https://vigie.example", 30 * time.Second},
		"below a path":      {`{"backendUrl":"https://intra.example/vigie/"}`, "https://intra.example/vigie", 30 * time.Second},
		"a timeout":         {`{"backendUrl":"http://[::1]:8787","timeoutSeconds":2.5}`, "http://[::1]:8787", 2500 * time.Millisecond},
		"fields of others":  {`{"backendUrl":"http://vigie","manageAlerts":true}`, "http://vigie", 30 * time.Second},
		"a timeout of null": {`{"backendUrl":"http://vigie","timeoutSeconds":null}`, "http://vigie", 30 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			url, timeout, problems := load(test.jsonData, map[string]string{"token": " " + testToken + "\n"})
			if len(problems) > 0 {
				t.Fatalf("problems: %q", problems)
			}
			if url != test.url || timeout != test.timeout {
				t.Errorf("got %s, %s", url, timeout)
			}
		})
	}
}

func TestSettingsProblems(t *testing.T) {
	good := map[string]string{"token": testToken}
	for name, test := range map[string]struct {
		jsonData string
		secrets  map[string]string
		words    []string // one for each problem, in order
	}{
		"nothing":             {``, nil, []string{"backend URL is missing", "token is missing"}},
		"jsonData is a list":  {`[]`, good, []string{"no JSON object"}},
		"URL is a number":     {`{"backendUrl":8787}`, good, []string{"backendUrl must be a text", "backend URL is missing"}},
		"no scheme":           {`{"backendUrl":"vigie:8787"}`, good, []string{"http:// or https://"}},
		"another scheme":      {`{"backendUrl":"file:///etc/passwd"}`, good, []string{"http:// or https://"}},
		"no host":             {`{"backendUrl":"http://:8787"}`, good, []string{"name a host"}},
		"password in URL":     {`{"backendUrl":"http://a:b@vigie"}`, good, []string{"user name or password"}},
		"query in URL":        {`{"backendUrl":"http://vigie?x=1"}`, good, []string{"a ? or a #"}},
		"bare ? in URL":       {`{"backendUrl":"http://vigie?"}`, good, []string{"a ? or a #"}},
		"fragment in URL":     {`{"backendUrl":"http://vigie#"}`, good, []string{"a ? or a #"}},
		"token of two lines":  {`{"backendUrl":"http://vigie"}`, map[string]string{"token": "vig_a\r\nX-Role: Admin"}, []string{"token holds"}},
		"token with accent":   {`{"backendUrl":"http://vigie"}`, map[string]string{"token": "vig_é"}, []string{"token holds"}},
		"timeout is a text":   {`{"backendUrl":"http://vigie","timeoutSeconds":"30"}`, good, []string{"number of seconds"}},
		"timeout of 0":        {`{"backendUrl":"http://vigie","timeoutSeconds":0}`, good, []string{"number of seconds"}},
		"timeout of an hour":  {`{"backendUrl":"http://vigie","timeoutSeconds":3600}`, good, []string{"number of seconds"}},
		"CA is no PEM":        {`{"backendUrl":"http://vigie"}`, map[string]string{"token": testToken, "tlsCACert": "x"}, []string{"CA certificate"}},
		"CA in jsonData":      {`{"backendUrl":"http://vigie","tlsCACert":"x"}`, good, []string{"CA certificate"}},
		"certificate, no key": {`{"backendUrl":"http://vigie"}`, map[string]string{"token": testToken, "tlsClientCert": "x"}, []string{"has no key"}},
		"key, no certificate": {`{"backendUrl":"http://vigie"}`, map[string]string{"token": testToken, "tlsClientKey": "x"}, []string{"has no certificate"}},
		"pair is no PEM": {
			`{"backendUrl":"http://vigie"}`, map[string]string{"token": testToken, "tlsClientCert": "x", "tlsClientKey": "y"},
			[]string{"belong together"},
		},
		"all at once": {
			`{"backendUrl":"ftp://vigie","timeoutSeconds":-1,"serverName":1}`, map[string]string{"tlsCACert": "x", "tlsClientKey": "y"},
			[]string{"http:// or https://", "token is missing", "number of seconds", "serverName", "CA certificate", "has no certificate"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, problems := load(test.jsonData, test.secrets)
			if len(problems) != len(test.words) {
				t.Fatalf("problems: %q, want %d", problems, len(test.words))
			}
			for i, word := range test.words {
				contains(t, problems[i], word)
				for _, secret := range test.secrets {
					if len(secret) > 1 && strings.Contains(problems[i], secret) {
						t.Errorf("a secret is in %q", problems[i])
					}
				}
			}
		})
	}
}

// An instance with wrong settings starts, and explains itself wherever it is asked.
func TestWrongSettingsExplainThemselves(t *testing.T) {
	datasource := newInstance(t, map[string]any{"backendUrl": "vigie"}, nil)
	ctx := context.Background()

	health, err := datasource.CheckHealth(ctx, &backend.CheckHealthRequest{})
	if err != nil || health.Status != backend.HealthStatusError {
		t.Fatalf("health %v, error %v", health, err)
	}
	contains(t, health.Message, "http:// or https://", "token is missing")
	contains(t, string(health.JSONDetails), `"code":"settings"`)

	response, err := datasource.QueryData(ctx, queryRequest(boardQueries()...))
	if err != nil || len(response.Responses) != 3 {
		t.Fatalf("responses %v, error %v", response, err)
	}
	for refID, answer := range response.Responses {
		if answer.Error == nil || answer.Status != backend.StatusBadRequest || answer.ErrorSource != backend.ErrorSourceDownstream {
			t.Fatalf("%s: %+v", refID, answer)
		}
		contains(t, answer.Error.Error(), "http:// or https://", "token is missing")
	}

	resource := callResource(t, datasource, "GET", "datasets", "datasets", nil)
	if resource.Status != 400 {
		t.Errorf("resource status %d", resource.Status)
	}
	contains(t, string(resource.Body), "token is missing")
}
