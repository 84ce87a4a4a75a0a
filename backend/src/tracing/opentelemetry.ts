import { AsyncLocalStorage } from 'node:async_hooks';

import {
  type Context,
  ROOT_CONTEXT,
  type Span as RecordedSpan,
  SpanKind,
  type SpanOptions,
  SpanStatusCode,
  trace,
  TraceFlags,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';

import type { Logger } from '../main/logger.ts';
import type { TracingSettings } from './settings.ts';
import { formatTraceparent, type TraceParent } from './traceparent.ts';
import { errorType, type Kind, type Part, type Span, type Tracing } from './tracing.ts';

export interface TracingOptions {
  settings: TracingSettings;
  version: string;
  /** Name of this process among several. */
  instance: string;
  logger: Pick<Logger, 'info' | 'warn'>;
}

/** Spans of one request or reading that are recorded; a first reading of thousands of pages would otherwise fill any collector. */
const MOST_PARTS = 1_000;
/** A collector that does not answer must not hold up a stop. */
const FAREWELL_MS = 2_000;

const KINDS: Record<Kind, SpanKind> = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
};

/** A span under way, and what is left of what its trace may record here. */
interface Recording {
  span: Span;
  context: Context;
  budget: { left: number };
}

/**
 * Records spans with OpenTelemetry and sends them over OTLP (HTTP, JSON). Only loaded where that is asked for.
 *
 * Nothing global of OpenTelemetry's is set, so that servers of one process do not share their traces, and libraries that look
 * for it record nothing by themselves. `@fastify/otel` is not used for the same reason; it also makes a span of each hook.
 */
export function createTracing({ settings, version, instance, logger }: TracingOptions): Tracing {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.version': version, 'service.instance.id': instance })
      .merge(detectResources({ detectors: [envDetector] }))
      .merge(resourceFromAttributes({ 'service.name': settings.serviceName })),
    sampler: samplerOf(settings),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: tellingExporter(settings, logger),
        scheduledDelayMillis: settings.sendEveryMs,
      }),
    ],
  });
  const tracer = provider.getTracer('vigie', version);
  const under = new AsyncLocalStorage<Recording>();
  const recordings = new WeakMap<Span, Recording>();

  const record = (
    { name, kind = 'internal', attributes = {} }: Part,
    context: Context,
    budget: Recording['budget'],
    more: SpanOptions = {}
  ): Recording | undefined => {
    const recorded = tracer.startSpan(name, { kind: KINDS[kind], attributes, ...more }, context);
    if (!recorded.isRecording()) {
      return undefined;
    }
    const span = spanOf(recorded);
    const recording = { span, context: trace.setSpan(ROOT_CONTEXT, recorded), budget };
    recordings.set(span, recording);
    return recording;
  };
  const recordPart = (part: Part, more?: SpanOptions): Recording | undefined => {
    const parent = under.getStore();
    if (parent === undefined || parent.budget.left === 0) {
      return undefined;
    }
    parent.budget.left -= 1;
    return record(part, parent.context, parent.budget, more);
  };
  const run = async <T>(recording: Recording, work: (span: Span) => Promise<T>): Promise<T> => {
    const { span } = recording;
    try {
      return await under.run(recording, () => work(span));
    } catch (error) {
      span.fail(error);
      throw error;
    } finally {
      span.end();
    }
  };

  return {
    on: true,
    begin: (part, { parent, secondsAgo }) => {
      const context = parent === undefined ? ROOT_CONTEXT : remote(parent);
      return record(part, context, { left: MOST_PARTS }, { startTime: instantAgo(secondsAgo) })?.span;
    },
    inside: (span, work) => {
      const recording = recordings.get(span);
      return recording === undefined ? work() : under.run(recording, work);
    },
    root: async (part, work) => {
      const recording = record(part, ROOT_CONTEXT, { left: MOST_PARTS });
      // What began it, a request for instance, has a trace of its own.
      return recording === undefined ? under.exit(() => work(undefined)) : run(recording, work);
    },
    part: async (part, work) => {
      const recording = recordPart(part);
      return recording === undefined ? work(undefined) : run(recording, work);
    },
    past: (part, seconds, error) => {
      const recording = recordPart(part, { startTime: instantAgo(seconds) });
      if (error !== undefined) {
        recording?.span.fail(error);
      }
      recording?.span.end();
    },
    close: async () => {
      const farewell = AbortSignal.timeout(FAREWELL_MS);
      const over = new Promise<void>((resolve) => farewell.addEventListener('abort', () => resolve(), { once: true }));
      await Promise.race([provider.shutdown().catch(() => undefined), over]);
    },
  };
}

/** By the clock that spans end by. */
const instantAgo = (seconds: number): number => performance.timeOrigin + performance.now() - seconds * 1_000;

function spanOf(recorded: RecordedSpan): Span {
  const { traceId, spanId } = recorded.spanContext();
  return {
    traceId,
    traceparent: formatTraceparent({ traceId, spanId, sampled: true }),
    set: (attributes) => void recorded.setAttributes(attributes),
    fail: (error) => {
      recorded.setAttribute('error.type', errorType(error));
      recorded.setStatus({ code: SpanStatusCode.ERROR });
    },
    end: () => recorded.end(),
  };
}

/** Of `tracestate` and `baggage` nothing is taken over: a sender could put anything there. */
function remote({ traceId, spanId, sampled }: TraceParent): Context {
  const traceFlags = sampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

function samplerOf({ sampler, ratio }: TracingSettings): Sampler {
  const plain = (name: string): Sampler =>
    name === 'always_on'
      ? new AlwaysOnSampler()
      : name === 'always_off'
        ? new AlwaysOffSampler()
        : new TraceIdRatioBasedSampler(ratio);
  return sampler.startsWith('parentbased_')
    ? new ParentBasedSampler({ root: plain(sampler.slice('parentbased_'.length)) })
    : plain(sampler);
}

/** Says in the log when spans cannot be sent, and when they can again: once each. */
function tellingExporter({ url, headers }: TracingSettings, logger: TracingOptions['logger']): SpanExporter {
  const exporter = new OTLPTraceExporter({ url, headers });
  let failing = false;
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        const failed = result.error !== undefined;
        if (failed && !failing) {
          const reason = errorType(result.error);
          logger.warn(
            { url, reason },
            'traces cannot be sent: is the address of the collector right, and its HTTP port?'
          );
        } else if (!failed && failing) {
          logger.info({ url }, 'traces are sent again');
        }
        failing = failed;
        done(result);
      }),
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
    shutdown: () => exporter.shutdown(),
  };
}
