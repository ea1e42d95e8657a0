import {
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Context,
  type Link,
  type Span,
} from '@opentelemetry/api';
import { isDomainError } from '@vafa/kernel';
import type { Attributes } from './attributes.ts';
import { running } from './running.ts';

const kinds = {
  internal: SpanKind.INTERNAL,
  client: SpanKind.CLIENT,
  server: SpanKind.SERVER,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

export interface SpanOptions {
  /** From a closed set: it must not hold what callers send. */
  readonly name: string;
  /** Default internal. */
  readonly kind?: keyof typeof kinds;
  /**
   * W3C traceparent to go on from. Without one a server or consumer span starts a trace, any other continues the active
   * span.
   */
  readonly parent?: string | undefined;
  /** Traceparents of what else led here. */
  readonly links?: readonly string[];
  readonly attributes?: Attributes;
}

export interface ActiveSpan {
  /** W3C traceparent of this span; undefined when telemetry is off. */
  readonly traceparent: string | undefined;
  set(attributes: Attributes): void;
  /** Marks the span as failed, with the error's stable code if it has one; its message stays out. */
  fail(code?: string): void;
}

/** A span that is ended by hand, for work that is not one promise. */
export interface OpenSpan extends ActiveSpan {
  /** Runs `work` with this span active, also in whatever it starts. */
  run<T>(work: () => T): T;
  end(): void;
}

const nothing = (): void => undefined;
const noSpan: OpenSpan = { traceparent: undefined, set: nothing, fail: nothing, run: (work) => work(), end: nothing };

const contextOf = (traceparent: string): Context => propagation.extract(ROOT_CONTEXT, { traceparent });

const parentOf = ({ kind, parent }: SpanOptions): Context => {
  if (parent !== undefined) return contextOf(parent);
  return kind === 'server' || kind === 'consumer' ? ROOT_CONTEXT : context.active();
};

const linkTo = (traceparent: string): Link[] => {
  const linked = trace.getSpanContext(contextOf(traceparent));
  return linked ? [{ context: linked }] : [];
};

const traceparentOf = (span: Span): string => {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
};

/** Collectors take no more than 128. */
const linksMax = 100;

/**
 * Parent and links of work that many traces led to: the first that is kept goes on, the others are linked. Give it to
 * `tracedAs`; without any traceparent there is no parent.
 */
export const fanIn = (traceparents: Iterable<string>): Pick<SpanOptions, 'parent' | 'links'> => {
  const all = [...new Set(traceparents)];
  const parent = all.find((each) => each.endsWith('1')) ?? all[0];
  return { parent, links: all.filter((each) => each !== parent).slice(0, linksMax) };
};

class RunningSpan implements OpenSpan {
  private readonly context: Context;

  constructor(
    private readonly span: Span,
    parent: Context,
  ) {
    this.context = trace.setSpan(parent, span);
  }

  get traceparent(): string {
    return traceparentOf(this.span);
  }

  set(attributes: Attributes): void {
    this.span.setAttributes(attributes);
  }

  fail(code?: string): void {
    if (code !== undefined) this.set({ 'vafa.code': code });
    this.span.setStatus({ code: SpanStatusCode.ERROR });
  }

  run<T>(work: () => T): T {
    return context.with(this.context, work);
  }

  end(): void {
    this.span.end();
  }
}

/** Of a trace that is not kept: it goes on to whoever is called, and that is all. */
class UnsampledSpan implements OpenSpan {
  constructor(private readonly context: Context) {}

  readonly set = nothing;
  readonly fail = nothing;
  readonly end = nothing;

  get traceparent(): string | undefined {
    const span = trace.getSpan(this.context);
    return span && traceparentOf(span);
  }

  run<T>(work: () => T): T {
    return this.context === context.active() ? work() : context.with(this.context, work);
  }
}

const isUnsampled = (parent: Context): boolean => {
  const { traceFlags = TraceFlags.SAMPLED } = trace.getSpanContext(parent) ?? {};
  return (traceFlags & TraceFlags.SAMPLED) === 0;
};

/** Starts a span; whoever starts it ends it. */
export const openSpan = (options: SpanOptions): OpenSpan => {
  if (!running) return noSpan;
  const { name, kind = 'internal', links = [], attributes = {} } = options;
  const parent = parentOf(options);
  if (isUnsampled(parent)) return new UnsampledSpan(parent);
  return new RunningSpan(
    running.tracer.startSpan(name, { kind: kinds[kind], attributes, links: links.flatMap(linkTo) }, parent),
    parent,
  );
};

/** The stable code of an error: a DomainError's own, else internal. */
const codeOf = (error: unknown): string => (isDomainError(error) ? error.code : 'internal');

/** Runs `work` in a span of any kind; what it raises marks the span and goes on to the caller. */
export const tracedAs = async <T>(options: SpanOptions, work: (span: ActiveSpan) => Promise<T>): Promise<T> => {
  if (!running) return work(noSpan);
  const span = openSpan(options);
  try {
    return await span.run(() => work(span));
  } catch (error) {
    span.fail(codeOf(error));
    throw error;
  } finally {
    span.end();
  }
};

/** Runs `work` in a span within the active one. Costs next to nothing when telemetry is off. */
export const traced = <T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> =>
  running ? tracedAs({ name, attributes }, work) : work();

/** Runs `work` outside any span: for loops that a request happens to start, and that outlive it. */
export const untraced = <T>(work: () => T): T => (running ? context.with(ROOT_CONTEXT, work) : work());

const activeSpan = (): Span | undefined => (running ? trace.getSpan(context.active()) : undefined);

/** True within a span that is kept: what happens now has somebody who asked for it, and somebody who will see it. */
export const isInSpan = (): boolean => activeSpan()?.isRecording() ?? false;

/** W3C traceparent of the active span, to be carried by an event or a call. Undefined without one. */
export const activeTraceparent = (): string | undefined => {
  const span = activeSpan();
  return span && traceparentOf(span);
};

/** Trace id of the active span, 32 hexadecimal digits. */
export const activeTraceId = (): string | undefined => activeSpan()?.spanContext().traceId;
