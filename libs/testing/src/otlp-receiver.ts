import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { freePort } from './free-port.ts';

type Values = Readonly<Record<string, string | number | boolean>>;

export interface ReceivedSpan {
  readonly traceId: string;
  readonly id: string;
  /** Undefined: the first of its trace. */
  readonly parentId: string | undefined;
  readonly name: string;
  readonly kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  readonly attributes: Values;
  readonly failed: boolean;
  /** Ids of linked spans. */
  readonly links: readonly string[];
  readonly resource: Values;
}

export interface ReceivedPoint {
  readonly metric: string;
  readonly attributes: Values;
  /** The last value of a sum or gauge; how many values of a histogram. */
  readonly value: number;
  readonly resource: Values;
}

interface Attribute {
  readonly key: string;
  readonly value: {
    readonly stringValue?: string;
    readonly intValue?: number | string;
    readonly doubleValue?: number;
    readonly boolValue?: boolean;
  };
}

interface SentSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes?: readonly Attribute[];
  readonly status?: { readonly code?: number };
  readonly links?: readonly { readonly spanId: string }[];
}

interface SentPoint {
  readonly attributes?: readonly Attribute[];
  readonly asInt?: number | string;
  readonly asDouble?: number;
  readonly count?: number | string;
}

interface SentMetric {
  readonly name: string;
  readonly sum?: { readonly dataPoints: readonly SentPoint[] };
  readonly gauge?: { readonly dataPoints: readonly SentPoint[] };
  readonly histogram?: { readonly dataPoints: readonly SentPoint[] };
}

interface Sent {
  readonly resourceSpans?: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly SentSpan[] }[];
  }[];
  readonly resourceMetrics?: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeMetrics: readonly { readonly metrics: readonly SentMetric[] }[];
  }[];
}

const kinds = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'] as const;

const valueOf = ({ value }: Attribute): string | number | boolean =>
  value.stringValue ?? value.boolValue ?? Number(value.intValue ?? value.doubleValue);

const valuesOf = (attributes: readonly Attribute[] = []): Values =>
  Object.fromEntries(attributes.map((attribute) => [attribute.key, valueOf(attribute)]));

const toSpan = (sent: SentSpan, resource: Values): ReceivedSpan => ({
  traceId: sent.traceId,
  id: sent.spanId,
  parentId: sent.parentSpanId === undefined || sent.parentSpanId === '' ? undefined : sent.parentSpanId,
  name: sent.name,
  kind: kinds[sent.kind] ?? 'internal',
  attributes: valuesOf(sent.attributes),
  failed: sent.status?.code === 2,
  links: (sent.links ?? []).map((link) => link.spanId),
  resource,
});

const spansOf = (sent: Sent): ReceivedSpan[] =>
  (sent.resourceSpans ?? []).flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) => spans.map((span) => toSpan(span, valuesOf(resource.attributes)))),
  );

const pointsOf = ({ name, sum, gauge, histogram }: SentMetric, resource: Values): ReceivedPoint[] =>
  (sum ?? gauge ?? histogram)?.dataPoints.map((point) => ({
    metric: name,
    attributes: valuesOf(point.attributes),
    value: Number(point.asInt ?? point.asDouble ?? point.count),
    resource,
  })) ?? [];

const metricsOf = (sent: Sent): ReceivedPoint[] =>
  (sent.resourceMetrics ?? []).flatMap(({ resource, scopeMetrics }) =>
    scopeMetrics.flatMap(({ metrics }) => metrics.flatMap((metric) => pointsOf(metric, valuesOf(resource.attributes)))),
  );

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  return (request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString();
};

/** Takes spans and metrics by OTLP/HTTP in JSON, as a collector does, and keeps all of them. */
export class OtlpReceiver {
  readonly spans: ReceivedSpan[] = [];
  /** What the first message held. */
  first: 'spans' | 'metrics' | undefined;
  private readonly latest = new Map<string, ReceivedPoint>();
  private readonly server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const sent = JSON.parse(body) as Sent;
      this.first ??= sent.resourceSpans ? 'spans' : 'metrics';
      this.spans.push(...spansOf(sent));
      for (const point of metricsOf(sent))
        this.latest.set(JSON.stringify([point.metric, point.attributes, point.resource]), point);
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });

  static async open(): Promise<OtlpReceiver> {
    const receiver = new OtlpReceiver();
    receiver.server.listen(await freePort(), '127.0.0.1');
    await once(receiver.server, 'listening');
    return receiver;
  }

  /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  /** The latest point of every series: of one name and set of attributes per process. */
  get metrics(): readonly ReceivedPoint[] {
    return [...this.latest.values()];
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
