package vigie

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
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
		e.Message = "The request was canceled before Vigie had answered."
	case errors.Is(err, httpclient.ErrResponseBodyTooLarge):
		e.Code = CodeTooLarge
		e.Message = "Vigie's answer is too large to be read: narrow the query (time range, filters, limit)."
	case isTimeout(err):
		e.Code, e.Status = CodeTimeout, http.StatusGatewayTimeout
		e.Message = fmt.Sprintf("Vigie does not answer in time (the limit is %g s): check that the backend is well, "+
			"or raise the timeout in the data source's settings.", c.config.Timeout.Seconds())
	default:
		if e.Message = explainTLS(err); e.Message != "" {
			e.Code = CodeTLS
			break
		}
		e.Code = CodeUnreachable
		e.Message = explainConnection(err)
	}
	return e
}

func isTimeout(err error) bool {
	var netErr net.Error
	return errors.Is(err, context.DeadlineExceeded) || errors.As(err, &netErr) && netErr.Timeout()
}

// explainTLS says what is wrong with the trust between the two ends; empty when err is about something else.
func explainTLS(err error) string {
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
		return "Vigie's certificate comes from an authority unknown here: put the PEM of your private CA in the data " +
			"source's settings."
	case errors.As(err, &wrongName):
		return "Vigie's certificate is made out to another name: use that name in the backend URL, or put it in the " +
			"settings as server name."
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "Vigie's certificate has expired or is not valid yet: renew it, and check the clocks of both machines."
	case errors.As(err, &verification):
		return "Vigie's certificate is not valid: check it, and the private CA in the data source's settings."
	case errors.Is(err, http.ErrSchemeMismatch), errors.As(err, &notTLS):
		return "The backend URL says https://, but Vigie speaks plain http there: correct the URL, or put TLS before Vigie."
	// crypto/tls gives the alerts of the other side as this, with an unexported error inside.
	case errors.As(err, &refused) && refused.Op == "remote error":
		return "Vigie's side refuses the TLS connection: it may ask for a client certificate; put one, with its key, in the " +
			"data source's settings."
	default:
		return ""
	}
}

func explainConnection(err error) string {
	var dns *net.DNSError
	switch {
	case errors.As(err, &dns):
		return "The host of the backend URL is not known to the name service: check its spelling, and the DNS of the machine " +
			"that runs Grafana."
	case errors.Is(err, syscall.ECONNREFUSED):
		return "Vigie cannot be reached, the connection is refused: start the backend, or correct host and port of the " +
			"backend URL."
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), errors.Is(err, syscall.ECONNRESET):
		return "The connection to Vigie was cut before the answer was complete: try again, and read the backend's log if it " +
			"stays so."
	default:
		return "Vigie cannot be reached: check the backend URL, and the network between Grafana and the backend."
	}
}
