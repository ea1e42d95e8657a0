import type { ReceivedSpan } from '@vafa/testing';

/** What a span has to be, in one line: its kind, its name, and some of its attributes. */
export interface Step {
  readonly kind: ReceivedSpan['kind'];
  readonly name?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

const fits = (span: ReceivedSpan, { kind, name, attributes = {} }: Step): boolean =>
  span.kind === kind &&
  (name === undefined || span.name === name) &&
  Object.entries(attributes).every(([key, value]) => span.attributes[key] === value);

/** The spans of one trace, asked along their parent-child edges. */
export class TraceTree {
  readonly spans: readonly ReceivedSpan[];

  constructor(spans: readonly ReceivedSpan[], traceId: string) {
    this.spans = spans.filter((span) => span.traceId === traceId);
  }

  /**
   * Spans at the end of a chain of edges below a span id, each fitting its step. Raises an error that names the first
   * edge that is missing.
   */
  below(id: string, steps: readonly Step[]): readonly ReceivedSpan[] {
    let reached: readonly string[] = [id];
    let found: readonly ReceivedSpan[] = [];
    for (const step of steps) {
      const children = this.spans.filter((span) => span.parentId !== undefined && reached.includes(span.parentId));
      found = children.filter((span) => fits(span, step));
      if (found.length === 0)
        throw new Error(
          `no ${JSON.stringify(step)} below ${reached.join()}, only ${JSON.stringify(children.map(({ kind, name }) => `${kind} ${name}`))}\n${this.picture(id)}`,
        );
      reached = found.map((span) => span.id);
    }
    return found;
  }

  /** The tree as text. */
  picture(id: string, indent = ''): string {
    return this.spans
      .filter((span) => span.parentId === id)
      .map((span) => `${indent}${span.kind} ${span.name}\n${this.picture(span.id, `${indent}  `)}`)
      .join('');
  }
}
