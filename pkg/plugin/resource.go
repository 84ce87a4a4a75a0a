package plugin

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/agitel/vigie/pkg/vigie"
)

// roleAdmin is the role of an administrator of a Grafana organisation.
const roleAdmin = "Admin"

// resourceMethods lists, by first segment of the path and by method, which role may do what with `/v1/<path>` through Grafana;
// an empty role is anybody's. What is not listed does not exist for a browser: the data source's token often allows more than
// the person who looks at a panel may do.
var resourceMethods = map[string]map[string]string{
	"datasets": {http.MethodGet: ""},
	"status":   {http.MethodGet: ""},
	"sync":     {http.MethodPost: roleAdmin},
}

// segmentPattern is what a segment may hold: RFC 3986's unreserved characters, which are sent as they are. Dataset names and
// base64url ids need no other.
var segmentPattern = regexp.MustCompile(`^[A-Za-z0-9._~-]+$`)

// CallResource forwards a browser's call to the backend. Path, query string and headers are made anew; of the answer only
// status, content type and body are passed on, and only when it is JSON.
func (d *Datasource) CallResource(
	ctx context.Context, req *backend.CallResourceRequest, sender backend.CallResourceResponseSender,
) error {
	path, query, refusal := checkResource(req)
	if refusal != nil {
		return sender.Send(refusal)
	}
	if d.unusable != nil {
		return sender.Send(failureResponse(d.unusable))
	}
	caller := vigie.CallerOf(req.PluginContext)
	answer, err := d.forward(ctx, caller, req.Method, path, query)
	if err != nil {
		return sender.Send(failureResponse(asVigieError(ctx, err)))
	}
	return sender.Send(&backend.CallResourceResponse{
		Status:  answer.Status,
		Headers: map[string][]string{"Content-Type": {answer.ContentType}},
		Body:    answer.Body,
	})
}

// forward sends a call that was checked. A browser's body goes nowhere: none of the resources takes one.
func (d *Datasource) forward(
	ctx context.Context, caller vigie.Caller, method, path string, query url.Values,
) (*vigie.Answer, error) {
	if method == http.MethodPost {
		return d.client.Post(ctx, caller, path, []byte("{}"))
	}
	return d.client.Get(ctx, caller, path, query)
}

// checkResource gives the path below /v1 and the query of a call, or the response that refuses it.
func checkResource(req *backend.CallResourceRequest) (string, url.Values, *backend.CallResourceResponse) {
	path := strings.TrimPrefix(req.Path, "/")
	segments := strings.Split(path, "/")
	for _, segment := range segments {
		if !segmentPattern.MatchString(segment) || segment == "." || segment == ".." {
			return "", nil, badResource("The path of this call is not allowed: only letters, digits and . _ ~ - between single slashes.")
		}
	}
	// Grafana decodes the path once; the URL shows what the browser had written.
	written, err := url.Parse(req.URL)
	if err != nil || written.IsAbs() || written.Host != "" || strings.Contains(written.EscapedPath(), "%") {
		return "", nil, badResource("The address of this call is not allowed: it must be a plain path without escapes.")
	}
	query, err := url.ParseQuery(written.RawQuery)
	if err != nil {
		return "", nil, badResource("The query string of this call cannot be read: correct its escapes.")
	}

	methods, ok := resourceMethods[segments[0]]
	if !ok {
		return "", nil, problemResponse(http.StatusNotFound, vigie.Problem{
			Title: "Not Found", Code: "resource_unknown", Detail: "The Vigie data source has no such resource.",
		})
	}
	role, ok := methods[req.Method]
	if !ok {
		allowed := strings.Join(slices.Sorted(maps.Keys(methods)), ", ")
		refusal := problemResponse(http.StatusMethodNotAllowed, vigie.Problem{
			Title: "Method Not Allowed", Code: "method_not_allowed",
			Detail: "This resource can only be called with " + allowed + ".",
		})
		refusal.Headers["Allow"] = []string{allowed}
		return "", nil, refusal
	}
	if role != "" && vigie.CallerOf(req.PluginContext).Role != role {
		return "", nil, problemResponse(http.StatusForbidden, vigie.Problem{
			Title: "Forbidden", Code: "role_missing", Detail: "This is for the Grafana role " + role + " only.",
		})
	}
	return path, query, nil
}

func badResource(detail string) *backend.CallResourceResponse {
	return problemResponse(http.StatusBadRequest, vigie.Problem{Title: "Bad Request", Code: "resource_invalid", Detail: detail})
}

// failureResponse words a failed call. A 401 is that of the data source's token, not of the person: passed on as it is, it
// would make Grafana's browser side believe the log-in has expired, so it becomes a 502.
func failureResponse(failure *vigie.Error) *backend.CallResourceResponse {
	status := failure.Status
	if status == http.StatusUnauthorized {
		status = http.StatusBadGateway
	}
	problem := vigie.Problem{Title: http.StatusText(status), Code: string(failure.Code), Detail: failure.Message}
	if failure.Problem != nil && failure.Problem.Code != "" {
		problem.Code = failure.Problem.Code
	}
	return problemResponse(status, problem)
}

func problemResponse(status int, problem vigie.Problem) *backend.CallResourceResponse {
	// Texts and a number only: this cannot fail to be written.
	body, _ := json.Marshal(struct {
		Type   string `json:"type"`
		Status int    `json:"status"`
		vigie.Problem
	}{"about:blank", status, problem})
	return &backend.CallResourceResponse{
		Status:  status,
		Headers: map[string][]string{"Content-Type": {"application/problem+json"}},
		Body:    body,
	}
}
