// Package vigie is the HTTP client of the Vigie backend: one connection pool, one way to send, one way to explain failures.
package vigie

import (
	"bytes"
	"context"
	"crypto/tls"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"
)

const (
	// MaxAnswerBytes is the largest answer read, after decompression, unless Grafana's own `dataproxy.response_limit` is set.
	MaxAnswerBytes = 64 << 20

	dialTimeout = 5 * time.Second
	// idleConnections is the number of connections kept for reuse: about one per panel of the busiest dashboard.
	idleConnections = 32
)

// Config says where the Vigie backend is and how to speak to it. All fields but the TLS ones are required.
type Config struct {
	// BaseURL is the backend's address without `/v1` and without a trailing slash.
	BaseURL *url.URL
	// Token is sent as bearer token with every request.
	Token string
	// UserAgent is sent with every request.
	UserAgent string
	// Timeout bounds a whole request, reading of the answer included.
	Timeout time.Duration
	// CACertificate is the PEM of the only authority trusted; empty means the system's authorities.
	CACertificate string
	// ClientCertificate and ClientKey are the PEM pair shown to the server when it asks for one.
	ClientCertificate, ClientKey string
	// ServerName is the name expected in the server's certificate when it is not the URL's host.
	ServerName string
}

// Client sends requests to one Vigie backend. It may be used concurrently.
type Client struct {
	http      *http.Client
	transport *http.Transport
	config    Config
}

// Answer is a successful answer: its status is 2xx and its body is JSON by its content type.
type Answer struct {
	Status      int
	ContentType string
	// ETag names the state of the thing answered with; empty when the answer has none.
	ETag string
	Body []byte
}

// Request is a call to `/v1/<Path>`. The path's segments must need no escaping.
type Request struct {
	Method string
	Path   string
	Query  url.Values
	// Body is JSON; nil for none.
	Body []byte
	// IfMatch is the ETag of the thing as it was read; empty when the call does not depend on it.
	IfMatch string
}

// New prepares a client. It fails when the certificates cannot be read.
func New(config Config) (*Client, error) {
	c := &Client{config: config}
	timeouts := httpclient.DefaultTimeoutOptions
	timeouts.Timeout = config.Timeout
	timeouts.DialTimeout = dialTimeout
	timeouts.MaxIdleConnsPerHost = idleConnections
	client, err := httpclient.New(httpclient.Options{
		Timeouts: &timeouts,
		TLS: &httpclient.TLSOptions{
			CACertificate:     config.CACertificate,
			ClientCertificate: config.ClientCertificate,
			ClientKey:         config.ClientKey,
			ServerName:        config.ServerName,
			MinVersion:        tls.VersionTLS12,
		},
		// Not the SDK's default chain: it forwards headers of the person's request, and ours are made from scratch.
		Middlewares: []httpclient.Middleware{
			httpclient.TracingMiddleware(nil),
			httpclient.ResponseLimitMiddleware(MaxAnswerBytes),
		},
		// The middlewares hide the transport's CloseIdleConnections from http.Client, so it is kept for Close.
		ConfigureTransport: func(_ httpclient.Options, transport *http.Transport) { c.transport = transport },
	})
	if err != nil {
		return nil, err
	}
	// A redirect would carry the token to an address nobody chose; it is answered with an explanation instead.
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	c.http = client
	return c, nil
}

// Close gives the pool's idle connections back. Requests under way end on their own.
func (c *Client) Close() { c.transport.CloseIdleConnections() }

// Address is the backend's address, for messages to administrators.
func (c *Client) Address() string { return c.config.BaseURL.String() }

// Get reads `/v1/<path>`. The path's segments must need no escaping. A failure is always an *Error.
func (c *Client) Get(ctx context.Context, caller Caller, path string, query url.Values) (*Answer, error) {
	return c.Send(ctx, caller, Request{Method: http.MethodGet, Path: path, Query: query})
}

// Send sends a request. A failure is always an *Error.
func (c *Client) Send(ctx context.Context, caller Caller, request Request) (*Answer, error) {
	target := c.config.BaseURL.JoinPath("v1", request.Path)
	target.RawQuery = request.Query.Encode()
	req, err := http.NewRequestWithContext(ctx, request.Method, target.String(), bytes.NewReader(request.Body))
	if err != nil {
		return nil, &Error{Code: CodeSettings, Status: http.StatusBadRequest, Cause: err,
			Text: Text{
				FR: "La requête à Vigie ne peut être faite : vérifiez l’adresse du serveur dans les réglages de la source de données.",
				EN: "The request to Vigie cannot be made: check the backend URL in the data source's settings.",
			}}
	}
	c.setHeaders(req, caller)
	if request.IfMatch != "" {
		req.Header.Set("If-Match", request.IfMatch)
	}

	res, err := c.http.Do(req)
	if err != nil {
		return nil, c.explainFailure(ctx, err)
	}
	defer func() { _ = res.Body.Close() }()
	content, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, c.explainFailure(ctx, err)
	}
	if res.StatusCode < 200 || res.StatusCode > 299 {
		return nil, c.explainStatus(res, content)
	}
	if res.StatusCode == http.StatusNoContent {
		return &Answer{Status: res.StatusCode}, nil
	}
	contentType := res.Header.Get("Content-Type")
	if !isJSON(contentType) {
		return nil, notVigie(Text{
			FR: "l’adresse répond autre chose que du JSON",
			EN: "the address answers with something else than JSON",
		})
	}
	return &Answer{Status: res.StatusCode, ContentType: contentType, ETag: res.Header.Get("ETag"), Body: content}, nil
}

// isJSON tells application/json and any application/…+json (RFC 6839) from other media types.
func isJSON(contentType string) bool {
	mediaType, _, err := mime.ParseMediaType(contentType)
	return err == nil &&
		(mediaType == "application/json" || strings.HasPrefix(mediaType, "application/") && strings.HasSuffix(mediaType, "+json"))
}
