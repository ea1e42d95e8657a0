import { readConfig } from '@vafa/config';
import { z } from 'zod';

const milliseconds = z.coerce.number().int().min(10);

/** Its part of a process's environment. */
export const telemetryConfig = z.object({
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/, error: 'not an http address' }).optional(),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number('not a number').min(0, 'below 0').max(1, 'above 1').default(1),
  OTEL_METRIC_EXPORT_INTERVAL: milliseconds.default(15_000),
  OTEL_BSP_SCHEDULE_DELAY: milliseconds.default(5_000),
});

/** Environment of a process that writes its log to a file. */
export const logFileConfig = z.object({
  LOG_FILE_MIB: z.coerce
    .number('not a number')
    .int('not a whole number')
    .min(1, 'below 1')
    .max(10_000, 'above 10000')
    .default(10),
  LOG_FILES: z.coerce
    .number('not a number')
    .int('not a whole number')
    .min(1, 'below 1')
    .max(1_000, 'above 1000')
    .default(5),
});

/** Where telemetry goes and how much of it; the names are OpenTelemetry's. */
export interface Settings {
  readonly endpoint: string;
  /** Share of the traces that start here and are kept; a trace that comes from elsewhere is kept as its start was. */
  readonly ratio: number;
  readonly metricsEveryMs: number;
  readonly spansEveryMs: number;
}

/** Undefined: telemetry is off. Raises ConfigError. */
export const readSettings = (environment: Record<string, string | undefined>): Settings | undefined => {
  const read = readConfig(telemetryConfig, environment);
  if (read.OTEL_EXPORTER_OTLP_ENDPOINT === undefined) return undefined;
  return {
    endpoint: read.OTEL_EXPORTER_OTLP_ENDPOINT.replace(/\/+$/, ''),
    ratio: read.OTEL_TRACES_SAMPLER_ARG,
    metricsEveryMs: read.OTEL_METRIC_EXPORT_INTERVAL,
    spansEveryMs: read.OTEL_BSP_SCHEDULE_DELAY,
  };
};
