import { context, metrics, propagation, SpanStatusCode, trace, type Attributes, type Counter } from '@opentelemetry/api';

const scope = 'vafa';

/** Runs `work` in a span. Attribute values must not be personal. Without an exporter it costs next to nothing. */
export const traced = async <T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> =>
  trace.getTracer(scope).startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });

export const counter = (name: string, description: string): Counter => metrics.getMeter(scope).createCounter(name, { description });

/** W3C traceparent of the active span, to be carried by an event or a call. */
export const activeTraceparent = (): string | undefined => {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
};
