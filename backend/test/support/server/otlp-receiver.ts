import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { waitUntil } from '../../../../tests/servers/wait-until.ts';
import type { Closing } from '../store/store.ts';

/** A span as OTLP's JSON has it, with its attributes as an object (opentelemetry-proto, trace.proto). */
export interface ReceivedSpan {
  traceId: string;
  spanId: string;
  /** Empty or absent for a root. */
  parentSpanId?: string;
  name: string;
  /** 1 internal, 2 server, 3 client. */
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  /** Code 2: it failed. */
  status: { code?: number; message?: string };
  attributes: Record<string, unknown>;
  resource: Record<string, unknown>;
}

export interface OtlpReceiver {
  /** As `OTEL_EXPORTER_OTLP_ENDPOINT` takes it. */
  url: string;
  /** What came so far. */
  spans: () => ReceivedSpan[];
  /** Everything that came, headers and bodies, as text. */
  text: () => string;
  /** Waits for a span; the runner's own time limit is the only one. */
  until: (wanted: (span: ReceivedSpan) => boolean) => Promise<ReceivedSpan>;
}

type KeyValues = { key: string; value: Record<string, unknown> }[];
interface Body {
  resourceSpans: {
    resource: { attributes: KeyValues };
    scopeSpans: { spans: (Omit<ReceivedSpan, 'attributes' | 'resource'> & { attributes: KeyValues })[] }[];
  }[];
}

/** A collector of traces on loopback that takes OTLP over HTTP as JSON, closed when the test ends. @param status it answers */
export async function withOtlpReceiver(t: Closing, status: () => number = () => 200): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = [];
  let received = '';
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      received += `${request.method} ${request.url} ${JSON.stringify(request.headers)}\n${body}\n`;
      if (status() === 200) {
        spans.push(...spansOf(JSON.parse(body) as Body));
      }
      response.writeHead(status(), { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans: () => spans,
    text: () => received,
    until: (wanted) => waitUntil('the span', () => spans.find(wanted)),
  };
}

function spansOf({ resourceSpans }: Body): ReceivedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap((scope) =>
      scope.spans.map((span) => ({
        ...span,
        attributes: objectOf(span.attributes),
        resource: objectOf(resource.attributes),
      }))
    )
  );
}

const objectOf = (pairs: KeyValues): Record<string, unknown> =>
  Object.fromEntries(pairs.map(({ key, value }) => [key, Object.values(value)[0]]));
