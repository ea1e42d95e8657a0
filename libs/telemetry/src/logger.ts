import { trace } from '@opentelemetry/api';
import { pino, type DestinationStream, type Logger } from 'pino';
import { logLine } from './log-line.ts';

export type { Logger } from 'pino';

/** Field names whose values never reach a log, at any of the first three levels. */
const personal = [
  'phone',
  'email',
  'name',
  'card_number',
  'cardNumber',
  'birth_date',
  'birthDate',
  'authorization',
  'token',
  'voucher_code',
  'voucherCode',
  'masterKey',
  'adminKey',
];
const redacted = personal.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);

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

/**
 * A JSON logger for one service, whose lines are bounded in length and do nothing to who reads them. Level from
 * LOG_LEVEL (default info; `silent` turns it off).
 */
export const createLogger = (service: string): Logger => {
  const options = {
    base: { service },
    level: process.env.LOG_LEVEL || 'info',
    redact: { paths: redacted, censor: '[redacted]' },
    mixin: inTrace,
    hooks: { streamWrite: logLine },
  };
  return destination ? pino(options, destination) : pino(options);
};
