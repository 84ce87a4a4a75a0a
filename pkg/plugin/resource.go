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

// Roles of a person in a Grafana organisation.
const (
	roleAdmin  = "Admin"
	roleEditor = "Editor"
)

// resourceCall is what a browser may do with a resource.
type resourceCall struct {
	// roles may do it; none means anybody. The backend may be stricter still.
	roles []string
	// hasBody: the browser's body is passed on, and the ETag it names. A call without one sends an empty object.
	hasBody bool
}

// resourceCalls lists, by first segment of the path and by method, who may do what with `/v1/<path>` through Grafana. What is
// not listed does not exist for a browser: the data source's token often allows more than the person who looks at a panel may do.
var resourceCalls = map[string]map[string]resourceCall{
	"audit":    {http.MethodPost: {roles: []string{roleAdmin}, hasBody: true}},
	"datasets": {http.MethodGet: {}},
	"doctor":   {http.MethodGet: {roles: []string{roleAdmin}}},
	"jobs":     {http.MethodGet: {roles: []string{roleAdmin}}},
	"presence": {http.MethodPost: {hasBody: true}},
	"reports": {
		http.MethodGet:  {roles: []string{roleAdmin}},
		http.MethodPost: {roles: []string{roleAdmin}, hasBody: true},
	},
	"screens": {
		http.MethodGet:    {roles: []string{roleAdmin}},
		http.MethodPost:   {roles: []string{roleAdmin}, hasBody: true},
		http.MethodPatch:  {roles: []string{roleAdmin}, hasBody: true},
		http.MethodDelete: {roles: []string{roleAdmin}},
	},
	"status": {http.MethodGet: {roles: []string{roleAdmin, roleEditor}}},
	"sync":   {http.MethodPost: {roles: []string{roleAdmin}}},
	"sites": {
		http.MethodGet:   {roles: []string{roleAdmin, roleEditor}},
		http.MethodPost:  {roles: []string{roleAdmin, roleEditor}, hasBody: true},
		http.MethodPatch: {roles: []string{roleAdmin, roleEditor}, hasBody: true},
	},
}

// etagPattern is what If-Match may hold: one strong ETag, or `*`.
var etagPattern = regexp.MustCompile(`^(\*|"[A-Za-z0-9_-]{1,100}")$`)

// segmentPattern is what a segment may hold: RFC 3986's unreserved characters, which are sent as they are. Dataset names and
// base64url ids need no other.
var segmentPattern = regexp.MustCompile(`^[A-Za-z0-9._~-]+$`)

// CallResource forwards a browser's call to the backend. Path, query string and headers are made here; of the answer only
// status, content type, ETag and body are passed on, and only when it is JSON or nothing.
func (d *Datasource) CallResource(
	ctx context.Context, req *backend.CallResourceRequest, sender backend.CallResourceResponseSender,
) error {
	request, refusal := checkResource(req)
	if refusal != nil {
		// Of the refusals here, this is the one for want of a role: somebody tried what is not for them.
		if refusal.Status == http.StatusForbidden {
			d.recordRefusal(ctx, req)
		}
		return sender.Send(refusal)
	}
	if d.unusable != nil {
		return sender.Send(failureResponse(d.unusable))
	}
	answer, err := d.client.Send(ctx, vigie.CallerOf(req.PluginContext), *request)
	if err != nil {
		return sender.Send(failureResponse(asVigieError(ctx, err)))
	}
	headers := map[string][]string{}
	if answer.ContentType != "" {
		headers["Content-Type"] = []string{answer.ContentType}
	}
	if answer.ETag != "" {
		headers["ETag"] = []string{answer.ETag}
	}
	return sender.Send(&backend.CallResourceResponse{Status: answer.Status, Headers: headers, Body: answer.Body})
}

// checkResource gives the request that a call becomes, or the response that refuses it.
func checkResource(req *backend.CallResourceRequest) (*vigie.Request, *backend.CallResourceResponse) {
	path := strings.TrimPrefix(req.Path, "/")
	segments := strings.Split(path, "/")
	for _, segment := range segments {
		if !segmentPattern.MatchString(segment) || segment == "." || segment == ".." {
			return nil, badResource("Le chemin de cet appel n’est pas permis : des lettres, des chiffres et . _ ~ - entre barres simples seulement.",
				"The path of this call is not allowed: only letters, digits and . _ ~ - between single slashes.")
		}
	}
	// Grafana decodes the path once; the URL shows what the browser had written.
	written, err := url.Parse(req.URL)
	if err != nil || written.IsAbs() || written.Host != "" || strings.Contains(written.EscapedPath(), "%") {
		return nil, badResource("L’adresse de cet appel n’est pas permise : ce doit être un chemin simple, sans séquence d’échappement.",
			"The address of this call is not allowed: it must be a plain path without escapes.")
	}
	query, err := url.ParseQuery(written.RawQuery)
	if err != nil {
		return nil, badResource("La chaîne de requête de cet appel ne peut être lue : corrigez ses séquences d’échappement.",
			"The query string of this call cannot be read: correct its escapes.")
	}

	calls, ok := resourceCalls[segments[0]]
	if !ok {
		return nil, problemResponse(http.StatusNotFound, vigie.Problem{
			Title: "Not Found", Code: "resource_unknown",
		}, vigie.Text{
			FR: "La source de données Vigie n’a pas cette ressource.",
			EN: "The Vigie data source has no such resource.",
		})
	}
	call, ok := calls[req.Method]
	if !ok {
		allowed := strings.Join(slices.Sorted(maps.Keys(calls)), ", ")
		refusal := problemResponse(http.StatusMethodNotAllowed, vigie.Problem{
			Title: "Method Not Allowed", Code: "method_not_allowed",
		}, vigie.Text{
			FR: "Cette ressource ne s’appelle que par " + allowed + ".",
			EN: "This resource can only be called with " + allowed + ".",
		})
		refusal.Headers["Allow"] = []string{allowed}
		return nil, refusal
	}
	if len(call.roles) > 0 && !slices.Contains(call.roles, vigie.CallerOf(req.PluginContext).Role) {
		return nil, problemResponse(http.StatusForbidden, vigie.Problem{
			Title: "Forbidden", Code: "role_missing",
		}, vigie.Text{
			FR: "Ceci est réservé au rôle Grafana " + strings.Join(call.roles, " ou ") + ".",
			EN: "This is for the Grafana role " + strings.Join(call.roles, " or ") + " only.",
		})
	}
	return requestOf(req, call, path, query)
}

// requestOf takes from a call what the table lets through: a browser's body where the resource takes one, and the ETag.
func requestOf(
	req *backend.CallResourceRequest, call resourceCall, path string, query url.Values,
) (*vigie.Request, *backend.CallResourceResponse) {
	request := &vigie.Request{Method: req.Method, Path: path}
	switch {
	case req.Method == http.MethodGet:
		request.Query = query
	case call.hasBody:
		if !json.Valid(req.Body) {
			return nil, badResource("Le corps de cet appel doit être du JSON.", "The body of this call must be JSON.")
		}
		etag := http.Header(req.Headers).Get("If-Match")
		if etag != "" && !etagPattern.MatchString(etag) {
			return nil, badResource("If-Match doit nommer un seul ETag, tel qu’il a été lu, ou être *.",
				"If-Match must name one ETag, as it was read, or be *.")
		}
		request.Body, request.IfMatch = req.Body, etag
	default:
		request.Body = []byte("{}")
	}
	return request, nil
}

func badResource(fr, en string) *backend.CallResourceResponse {
	problem := vigie.Problem{Title: "Bad Request", Code: "resource_invalid"}
	return problemResponse(http.StatusBadRequest, problem, vigie.Text{FR: fr, EN: en})
}

// failureResponse words a failed call. A 401 is that of the data source's token, not of the person: passed on as it is, it
// would make Grafana's browser side believe the log-in has expired, so it becomes a 502.
func failureResponse(failure *vigie.Error) *backend.CallResourceResponse {
	status := failure.Status
	if status == http.StatusUnauthorized {
		status = http.StatusBadGateway
	}
	problem := vigie.Problem{Title: http.StatusText(status), Code: string(failure.Code)}
	if failure.Problem != nil && failure.Problem.Code != "" {
		problem.Code = failure.Problem.Code
	}
	if failure.Problem != nil {
		problem.Errors = failure.Problem.Errors
	}
	return problemResponse(status, problem, failure.Text)
}

// problemResponse is a problem document with a text in every language: pages show their reader's.
func problemResponse(status int, problem vigie.Problem, text vigie.Text) *backend.CallResourceResponse {
	problem.Detail, problem.Text = text.EN, text
	// Texts and numbers only: this cannot fail to be written.
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
