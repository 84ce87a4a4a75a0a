package plugin

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

func checkHealth(t *testing.T, datasource *Datasource) (backend.HealthStatus, string, healthDetails) {
	t.Helper()
	result, err := datasource.CheckHealth(context.Background(), &backend.CheckHealthRequest{PluginContext: viewer})
	if err != nil {
		t.Fatal(err)
	}
	var details healthDetails
	if err := json.Unmarshal(result.JSONDetails, &details); err != nil {
		t.Fatal(err)
	}
	contains(t, result.Message+string(result.JSONDetails))
	return result.Status, result.Message, details
}

// routes answers by path, 404 elsewhere.
func routes(handlers map[string]http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if handler, ok := handlers[r.URL.Path]; ok {
			handler(w, r)
			return
		}
		http.NotFound(w, r)
	}
}

var twoDatasets = answers(200, jsonType, `{"datasets":[{"name":"tickets.latest"},{"name":"clients"}]}`)

func TestHealthOK(t *testing.T) {
	for name, test := range map[string]struct {
		datasets, status http.HandlerFunc
		message          string
	}{
		"all said": {twoDatasets, answers(200, jsonType, `{"version":"1.2.0","token":{"name":"board","scopes":["tickets:read","counters:read"]},
			"sources":[{"source":"atera","kind":"atera","state":"ok","readAt":null,"ageSeconds":3},{"source":"odoo","state":"down"}]}`),
			`Vigie 1.2.0 answers: 2 datasets for the token "board" (tickets:read, counters:read). Not up to date: odoo (down).`},
		"one dataset, little said": {answers(200, jsonType, `{"datasets":[{}]}`), answers(200, jsonType, `{"token":{"name":"board"}}`),
			`Vigie answers: 1 dataset for the token "board".`},
		"status refused":  {twoDatasets, answers(403, problemType, `{"title":"Forbidden"}`), `Vigie answers: 2 datasets for the token.`},
		"status is empty": {twoDatasets, answers(200, jsonType, `{}`), `Vigie answers: 2 datasets for the token.`},
	} {
		t.Run(name, func(t *testing.T) {
			vigie := startVigie(t, routes(map[string]http.HandlerFunc{"/v1/datasets": test.datasets, "/v1/status": test.status}))
			status, message, details := checkHealth(t, instanceFor(t, vigie.URL))
			if status != backend.HealthStatusOk || message != test.message || details.Code != codeOK {
				t.Errorf("%v %q %+v", status, message, details)
			}
		})
	}
}

func TestHealthWrong(t *testing.T) {
	for name, test := range map[string]struct {
		datasets http.HandlerFunc
		code     string
		words    []string
	}{
		"401":            {answers(401, problemType, `{"title":"Unauthorized","detail":"Unknown token."}`), "unauthorized", []string{"refuses the token", "Unknown token."}},
		"403":            {answers(403, problemType, `{"title":"Forbidden","detail":"Expired."}`), "forbidden", []string{"no right", "Expired."}},
		"429":            {answers(429, "text/plain", ""), "rate_limited", []string{"too many requests"}},
		"500":            {answers(500, "text/plain", ""), "failed", []string{"status 500"}},
		"HTML":           {answers(200, "text/html", "<html>"), "not_vigie", []string{"not a Vigie backend"}},
		"404":            {http.NotFound, "not_vigie", []string{"status 404"}},
		"other JSON":     {answers(200, jsonType, `{"database":"ok"}`), "not_vigie", []string{"no list of datasets"}},
		"JSON is a list": {answers(200, jsonType, `[]`), "not_vigie", []string{"another shape"}},
		"JSON cut":       {answers(200, jsonType, `{"datasets":[`), "not_vigie", []string{"cut off"}},
		"no datasets":    {answers(200, jsonType, `{"datasets":[]}`), "no_datasets", []string{"gives access to no dataset", "scopes"}},
	} {
		t.Run(name, func(t *testing.T) {
			vigie := startVigie(t, routes(map[string]http.HandlerFunc{"/v1/datasets": test.datasets}))
			status, message, details := checkHealth(t, instanceFor(t, vigie.URL))
			if status != backend.HealthStatusError || string(details.Code) != test.code {
				t.Errorf("%v %+v", status, details)
			}
			contains(t, message, append(test.words, vigie.URL)...)
		})
	}
	t.Run("refused", func(t *testing.T) {
		status, message, details := checkHealth(t, instanceFor(t, closedAddress(t)))
		if status != backend.HealthStatusError || details.Code != "unreachable" {
			t.Errorf("%v %+v", status, details)
		}
		contains(t, message, "refused")
	})
}

// startTLS starts a fake backend behind TLS; configure may change its side.
func startTLS(t *testing.T, configure func(*tls.Config)) (address, ca string) {
	t.Helper()
	vigie := unstartedVigie(routes(map[string]http.HandlerFunc{"/v1/datasets": twoDatasets}))
	vigie.TLS = &tls.Config{}
	configure(vigie.TLS)
	vigie.Config.ErrorLog = log.New(io.Discard, "", 0)
	vigie.StartTLS()
	t.Cleanup(vigie.Close)
	return vigie.URL, pemOf("CERTIFICATE", vigie.Certificate().Raw)
}

func pemOf(kind string, der []byte) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}))
}

// selfSigned makes a certificate for localhost that is valid until the given time, and its key, as PEM.
func selfSigned(t *testing.T, until time.Time) (certificate, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "vigie test"}, DNSNames: []string{"localhost"},
		NotBefore: until.Add(-24 * time.Hour), NotAfter: until, IsCA: true, BasicConstraintsValid: true,
		KeyUsage:    x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth, x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	privateDER, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return pemOf("CERTIFICATE", der), pemOf("PRIVATE KEY", privateDER)
}

func TestHealthTLS(t *testing.T) {
	plain := func(*tls.Config) {}
	address, ca := startTLS(t, plain)

	clientCertificate, clientKey := selfSigned(t, time.Now().Add(time.Hour))
	clients := x509.NewCertPool()
	clients.AppendCertsFromPEM([]byte(clientCertificate))
	mutualAddress, mutualCA := startTLS(t, func(config *tls.Config) {
		config.ClientAuth, config.ClientCAs = tls.RequireAndVerifyClientCert, clients
	})

	expiredCertificate, expiredKey := selfSigned(t, time.Now().Add(-time.Hour))
	pair, err := tls.X509KeyPair([]byte(expiredCertificate), []byte(expiredKey))
	if err != nil {
		t.Fatal(err)
	}
	expiredAddress, _ := startTLS(t, func(config *tls.Config) { config.Certificates = []tls.Certificate{pair} })

	httpAddress := startVigie(t, twoDatasets).URL

	for name, test := range map[string]struct {
		address    string
		serverName string
		secrets    map[string]string
		code       string
		words      string
	}{
		"private CA":          {address, "", map[string]string{"tlsCACert": ca}, "ok", "2 datasets"},
		"server name":         {address, "example.com", map[string]string{"tlsCACert": ca}, "ok", "2 datasets"},
		"wrong server name":   {address, "vigie.internal", map[string]string{"tlsCACert": ca}, "tls", "another name"},
		"CA unknown":          {address, "", nil, "tls", "authority unknown"},
		"another CA":          {address, "", map[string]string{"tlsCACert": clientCertificate}, "tls", "authority unknown"},
		"client certificate":  {mutualAddress, "", map[string]string{"tlsCACert": mutualCA, "tlsClientCert": clientCertificate, "tlsClientKey": clientKey}, "ok", "2 datasets"},
		"no client cert":      {mutualAddress, "", map[string]string{"tlsCACert": mutualCA}, "tls", "client certificate"},
		"expired":             {expiredAddress, "localhost", map[string]string{"tlsCACert": expiredCertificate}, "tls", "expired"},
		"https to plain http": {strings.Replace(httpAddress, "http:", "https:", 1), "", nil, "tls", "plain http"},
	} {
		t.Run(name, func(t *testing.T) {
			secrets := map[string]string{"token": testToken}
			for key, value := range test.secrets {
				secrets[key] = value
			}
			datasource := newInstance(t, map[string]any{"backendUrl": test.address, "serverName": test.serverName}, secrets)
			_, message, details := checkHealth(t, datasource)
			if string(details.Code) != test.code {
				t.Errorf("code %s: %s", details.Code, message)
			}
			contains(t, message, test.words)
		})
	}
}
