package plugin

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"net/url"
	"strings"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/agitel/vigie/pkg/vigie"
)

const (
	defaultTimeoutSeconds = 30
	maxTimeoutSeconds     = 600
)

// loadSettings reads the data source's settings, the language of its organisation among them. Problems are sentences for the administrator, all of them at once; the
// configuration is of use only when there is none. There is no way to switch the checking of certificates off: a private CA
// is trusted by giving its certificate.
func loadSettings(
	settings backend.DataSourceInstanceSettings,
) (config vigie.Config, language vigie.Language, problems []vigie.Text) {
	var fields map[string]json.RawMessage
	if len(settings.JSONData) > 0 && json.Unmarshal(settings.JSONData, &fields) != nil {
		return config, vigie.English, []vigie.Text{{
			FR: "jsonData n’est pas un objet JSON : enregistrez de nouveau les réglages, ou corrigez le fichier de provisionnement.",
			EN: "The data source's jsonData is no JSON object: save the settings again, or correct the provisioning file.",
		}}
	}
	r := settingsReader{fields: fields, secrets: settings.DecryptedSecureJSONData}
	config = vigie.Config{
		BaseURL:    r.backendURL(),
		Token:      r.token(),
		Timeout:    r.timeout(),
		ServerName: r.text("serverName"),
	}
	config.CACertificate = r.caCertificate()
	config.ClientCertificate, config.ClientKey = r.clientCertificate()
	language, _ = vigie.LanguageOf(r.text("language"))
	return config, language, r.problems
}

// settingsReader reads one field after the other and gathers what is wrong. Values are trimmed: they are often pasted.
type settingsReader struct {
	fields   map[string]json.RawMessage
	secrets  map[string]string
	problems []vigie.Text
}

func (r *settingsReader) problem(fr, en string) {
	r.problems = append(r.problems, vigie.Text{FR: fr, EN: en})
}

// text reads an optional text of jsonData.
func (r *settingsReader) text(name string) string {
	var value string
	if raw, ok := r.fields[name]; ok && json.Unmarshal(raw, &value) != nil {
		r.problem("Le réglage "+name+" doit être un texte : corrigez-le dans les réglages de la source de données.",
			"The setting "+name+" must be a text: correct it in the data source's settings.")
	}
	return strings.TrimSpace(value)
}

func (r *settingsReader) secret(name string) string { return strings.TrimSpace(r.secrets[name]) }

func (r *settingsReader) backendURL() *url.URL {
	value := r.text("backendUrl")
	if value == "" {
		r.problem("L’adresse du serveur manque : mettez celle du serveur Vigie, telle que http://127.0.0.1:8787.",
			"The backend URL is missing: put the address of the Vigie backend, such as http://127.0.0.1:8787.")
		return nil
	}
	parsed, err := url.Parse(value)
	switch {
	case err != nil || parsed.Host == "" || parsed.Hostname() == "" || (parsed.Scheme != "http" && parsed.Scheme != "https"):
		r.problem("L’adresse du serveur n’est pas une adresse web : elle doit commencer par http:// ou https:// et nommer un hôte.",
			"The backend URL is no web address: it must start with http:// or https:// and name a host.")
		return nil
	case parsed.User != nil:
		r.problem("L’adresse du serveur contient un nom d’utilisateur ou un mot de passe : retirez-le ; le jeton suffit à Vigie.",
			"The backend URL holds a user name or password: take it out; the token is all Vigie needs.")
		return nil
	case parsed.RawQuery != "" || parsed.ForceQuery || strings.Contains(value, "#"):
		r.problem("L’adresse du serveur contient un ? ou un # : retirez-le avec tout ce qui suit.",
			"The backend URL holds a ? or a #: take it and all that follows out.")
		return nil
	}
	parsed.Path, parsed.RawPath = strings.TrimRight(parsed.Path, "/"), ""
	return parsed
}

func (r *settingsReader) token() string {
	token := r.secret("token")
	if token == "" {
		r.problem("Le jeton manque : faites-en un avec `vigie token create` et mettez-le dans les réglages de la source de données.",
			"The token is missing: make one with `vigie token create` and put it in the data source's settings.")
		return ""
	}
	for _, char := range token {
		if char <= ' ' || char > '~' {
			r.problem("Le jeton contient une espace ou une lettre qu’aucun jeton n’a : copiez-le de nouveau, seul et entier.",
				"The token holds a space or a letter that no token has: copy it again, alone and whole.")
			return ""
		}
	}
	return token
}

func (r *settingsReader) timeout() time.Duration {
	seconds := float64(defaultTimeoutSeconds)
	if raw, ok := r.fields["timeoutSeconds"]; ok && string(raw) != "null" {
		if json.Unmarshal(raw, &seconds) != nil || seconds < 1 || seconds > maxTimeoutSeconds {
			r.problem("Le délai doit être un nombre de secondes de 1 à 600 : corrigez-le, ou retirez-le pour 30.",
				"The timeout must be a number of seconds from 1 to 600: correct it, or leave it out for 30.")
		}
	}
	return time.Duration(seconds * float64(time.Second))
}

// caCertificate is taken from the secure settings, where Grafana's own editors put it, else from jsonData: it is no secret.
func (r *settingsReader) caCertificate() string {
	pem := r.secret("tlsCACert")
	if pem == "" {
		pem = r.text("tlsCACert")
	}
	if pem != "" && !x509.NewCertPool().AppendCertsFromPEM([]byte(pem)) {
		r.problem("Le certificat de l’autorité n’est pas du PEM : collez-le entier, à partir de -----BEGIN CERTIFICATE-----.",
			"The CA certificate is no PEM certificate: paste it whole, from -----BEGIN CERTIFICATE----- on.")
	}
	return pem
}

func (r *settingsReader) clientCertificate() (certificate, key string) {
	certificate, key = r.secret("tlsClientCert"), r.secret("tlsClientKey")
	switch {
	case certificate == "" && key == "":
	case certificate == "":
		r.problem("La clé du client n’a pas de certificat : mettez aussi le certificat du client, ou retirez la clé.",
			"The client key has no certificate: put the client certificate too, or take the key out.")
	case key == "":
		r.problem("Le certificat du client n’a pas de clé : mettez aussi la clé du client, ou retirez le certificat.",
			"The client certificate has no key: put the client key too, or take the certificate out.")
	default:
		if _, err := tls.X509KeyPair([]byte(certificate), []byte(key)); err != nil {
			r.problem("Le certificat du client et sa clé ne vont pas ensemble, ou ne sont pas du PEM : collez de nouveau les deux, entiers.",
				"The client certificate and its key do not belong together or are no PEM: paste both again, whole.")
		}
	}
	return certificate, key
}
