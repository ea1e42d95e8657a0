import { trace } from '@opentelemetry/api';
import {
  pino,
  stdSerializers,
  type Bindings,
  type ChildLoggerOptions,
  type DestinationStream,
  type Logger,
} from 'pino';
import { logLine } from './log-line.ts';
import { withoutPersonal, withoutPersonalWithin } from './personal.ts';

export type { Logger } from 'pino';

/** What was thrown: pino writes its message and stack, which its fields do not tell. */
const thrown = 'err';

const inTrace = (): Record<string, string> => {
  const span = trace.getActiveSpan()?.spanContext();
  return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
};

let destination: DestinationStream | undefined;

/**
 * Sends the logs of every logger made from now on to one place instead of standard output; the starter of a process
 * calls it first.
 */
export const logTo = (stream: DestinationStream): void => {
  destination = stream;
};

/** What a child of it, to any depth, says with each line is no more personal than the lines. */
const withCleanChildren = (logger: Logger): Logger => {
  const { child } = logger;
  const clean = function <L extends string = never>(
    this: Logger,
    bindings: Bindings,
    options?: ChildLoggerOptions<L>,
  ): Logger<L> {
    const made = child.bind(this) as Logger['child'];
    return made<L>(withoutPersonal(bindings), options);
  };
  return Object.assign(logger, { child: clean });
};

/**
 * A JSON logger for one service, whose lines are bounded in length and do nothing to who reads them. Level from
 * LOG_LEVEL (default info; `silent` turns it off).
 */
export const createLogger = (service: string): Logger => {
  const options = {
    base: { service },
    level: process.env.LOG_LEVEL || 'info',
    formatters: { log: (fields: object) => withoutPersonal(fields, thrown) },
    serializers: { [thrown]: (error: Error) => withoutPersonalWithin(stdSerializers.err(error)) },
    mixin: inTrace,
    hooks: { streamWrite: logLine },
  };
  return withCleanChildren(destination ? pino(options, destination) : pino(options));
};
