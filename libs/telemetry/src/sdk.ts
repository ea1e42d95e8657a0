import { context, propagation } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { setGlobalErrorHandler, W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { resourceAttributeNames } from './attributes.ts';
import type { Running } from './running.ts';
import type { Settings } from './settings.ts';

export type ResourceAttributes = Readonly<Record<(typeof resourceAttributeNames)[number], string>>;

const scope = 'vafa';
const exportTimeoutMs = 5_000;
/** Spans that wait to be sent; beyond that they are dropped, for a service must not die of its telemetry. */
const spansWaitingMax = 8_192;

/** The OpenTelemetry SDK by hand, as far as Vafa uses it. Loaded only when telemetry is on. */
export const openSdk = (
  settings: Settings,
  attributes: ResourceAttributes,
  onError: (error: unknown) => void,
): { running: Running; shutdown(): Promise<void> } => {
  const resource = resourceFromAttributes(attributes);
  const exporterTo = (path: string) => ({ url: `${settings.endpoint}/${path}`, timeoutMillis: exportTimeoutMs });
  const spans = new BatchSpanProcessor({
    exporter: new OTLPTraceExporter(exporterTo('v1/traces')),
    scheduledDelayMillis: settings.spansEveryMs,
    exportTimeoutMillis: exportTimeoutMs,
    maxQueueSize: spansWaitingMax,
  });
  const reader = new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter(exporterTo('v1/metrics')),
    exportIntervalMillis: settings.metricsEveryMs,
    exportTimeoutMillis: Math.min(settings.metricsEveryMs, exportTimeoutMs),
  });
  const tracers = new TracerProvider({
    resource,
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(settings.ratio) }),
    spanProcessors: [spans],
  });
  const meters = new MeterProvider({ resource, readers: [reader] });
  setGlobalErrorHandler(onError);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  return {
    running: { tracer: tracers.getTracer(scope), meter: meters.getMeter(scope) },
    shutdown: async () => {
      await Promise.allSettled([tracers.shutdown(), meters.shutdown()]);
      context.disable();
      propagation.disable();
    },
  };
};
