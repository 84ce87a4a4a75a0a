package vigie

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"syscall"

	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"
)

// explainFailure turns an error met while connecting, sending or reading into an *Error. The address stays out of the
// message: anybody who sees a panel reads it.
func (c *Client) explainFailure(ctx context.Context, err error) *Error {
	e := &Error{Status: http.StatusBadGateway, Cause: err}
	switch {
	case errors.Is(ctx.Err(), context.Canceled) || errors.Is(err, context.Canceled):
		e.Code, e.Status = CodeCanceled, statusCanceled
		e.Text = Text{
			FR: "La requête a été annulée avant que Vigie ait répondu.",
			EN: "The request was canceled before Vigie had answered.",
		}
	case errors.Is(err, httpclient.ErrResponseBodyTooLarge):
		e.Code = CodeTooLarge
		e.Text = Text{
			FR: "La réponse de Vigie est trop grande pour être lue : restreignez la requête (période, filtres, limite).",
			EN: "Vigie's answer is too large to be read: narrow the query (time range, filters, limit).",
		}
	case isTimeout(err):
		e.Code, e.Status = CodeTimeout, http.StatusGatewayTimeout
		seconds := strconv.FormatFloat(c.config.Timeout.Seconds(), 'g', -1, 64)
		e.Text = Text{
			FR: "Vigie ne répond pas à temps (la limite est de " + strings.Replace(seconds, ".", ",", 1) + " s) : vérifiez que le " +
				"serveur va bien, ou augmentez le délai dans les réglages de la source de données.",
			EN: "Vigie does not answer in time (the limit is " + seconds + " s): check that the backend is well, or raise the " +
				"timeout in the data source's settings.",
		}
	default:
		if text, ok := explainTLS(err); ok {
			e.Code, e.Text = CodeTLS, text
			break
		}
		e.Code, e.Text = CodeUnreachable, explainConnection(err)
	}
	return e
}

func isTimeout(err error) bool {
	var netErr net.Error
	return errors.Is(err, context.DeadlineExceeded) || errors.As(err, &netErr) && netErr.Timeout()
}

// explainTLS says what is wrong with the trust between the two ends; ok is false when err is about something else.
func explainTLS(err error) (text Text, ok bool) {
	var (
		unknownAuthority x509.UnknownAuthorityError
		wrongName        x509.HostnameError
		invalid          x509.CertificateInvalidError
		notTLS           tls.RecordHeaderError
		refused          *net.OpError
		verification     *tls.CertificateVerificationError
	)
	switch {
	case errors.As(err, &unknownAuthority):
		return Text{
			FR: "Le certificat de Vigie vient d’une autorité inconnue ici : mettez le PEM de votre autorité privée dans les " +
				"réglages de la source de données.",
			EN: "Vigie's certificate comes from an authority unknown here: put the PEM of your private CA in the data " +
				"source's settings.",
		}, true
	case errors.As(err, &wrongName):
		return Text{
			FR: "Le certificat de Vigie est établi à un autre nom : prenez ce nom dans l’adresse du serveur, ou mettez-le dans les " +
				"réglages comme nom du serveur.",
			EN: "Vigie's certificate is made out to another name: use that name in the backend URL, or put it in the " +
				"settings as server name.",
		}, true
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return Text{
			FR: "Le certificat de Vigie a expiré ou n’est pas encore valable : renouvelez-le, et vérifiez l’horloge des deux machines.",
			EN: "Vigie's certificate has expired or is not valid yet: renew it, and check the clocks of both machines.",
		}, true
	case errors.As(err, &verification):
		return Text{
			FR: "Le certificat de Vigie n’est pas valable : vérifiez-le, et l’autorité privée dans les réglages de la source de données.",
			EN: "Vigie's certificate is not valid: check it, and the private CA in the data source's settings.",
		}, true
	case errors.Is(err, http.ErrSchemeMismatch), errors.As(err, &notTLS):
		return Text{
			FR: "L’adresse du serveur dit https://, mais Vigie y parle http sans chiffrement : corrigez l’adresse, ou mettez TLS " +
				"devant Vigie.",
			EN: "The backend URL says https://, but Vigie speaks plain http there: correct the URL, or put TLS before Vigie.",
		}, true
	// crypto/tls gives the alerts of the other side as this, with an unexported error inside.
	case errors.As(err, &refused) && refused.Op == "remote error":
		return Text{
			FR: "Le côté de Vigie refuse la connexion TLS : il demande peut-être un certificat client ; mettez-en un, avec sa clé, " +
				"dans les réglages de la source de données.",
			EN: "Vigie's side refuses the TLS connection: it may ask for a client certificate; put one, with its key, in the " +
				"data source's settings.",
		}, true
	default:
		return Text{}, false
	}
}

func explainConnection(err error) Text {
	var dns *net.DNSError
	switch {
	case errors.As(err, &dns):
		return Text{
			FR: "L’hôte de l’adresse du serveur est inconnu du service de noms : vérifiez son orthographe, et le DNS de la machine " +
				"qui fait tourner Grafana.",
			EN: "The host of the backend URL is not known to the name service: check its spelling, and the DNS of the machine " +
				"that runs Grafana.",
		}
	case errors.Is(err, syscall.ECONNREFUSED):
		return Text{
			FR: "Vigie est injoignable, la connexion est refusée : démarrez le serveur, ou corrigez l’hôte et le port de son adresse.",
			EN: "Vigie cannot be reached, the connection is refused: start the backend, or correct host and port of the " +
				"backend URL.",
		}
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), errors.Is(err, syscall.ECONNRESET):
		return Text{
			FR: "La connexion à Vigie a été coupée avant la fin de la réponse : réessayez, et lisez le journal du serveur si cela continue.",
			EN: "The connection to Vigie was cut before the answer was complete: try again, and read the backend's log if it " +
				"stays so.",
		}
	default:
		return Text{
			FR: "Vigie est injoignable : vérifiez l’adresse du serveur, et le réseau entre Grafana et lui.",
			EN: "Vigie cannot be reached: check the backend URL, and the network between Grafana and the backend.",
		}
	}
}
