import { randomUUID } from 'node:crypto';
import { createLogger } from './logger.ts';
import { isTelemetryOn, setRunning } from './running.ts';
import { readSettings } from './settings.ts';

export interface TelemetryOptions {
  /** Sent as service.name `vafa-<service>`. */
  readonly service: string;
  /** service.instance.id; default a random one. */
  readonly instance?: string;
  /** Default the process's. */
  readonly environment?: Record<string, string | undefined>;
}

export interface Telemetry {
  /** Sends what is waiting, for at most two seconds, and turns telemetry off. */
  stop(): Promise<void>;
}

export const version = '0.1.0';

const stopWithinMs = 2_000;
const complainEveryMs = 60_000;

/** A collector that is away is told once a minute, not at every export. */
const complaints = (): ((error: unknown) => void) => {
  const logger = createLogger('telemetry');
  let silentUntil = 0;
  return (error) => {
    if (Date.now() < silentUntil) return;
    silentUntil = Date.now() + complainEveryMs;
    logger.warn({ reason: error instanceof Error ? error.message : String(error) }, 'telemetry could not be sent');
  };
};

/**
 * Sends spans and metrics by OTLP/HTTP to OTEL_EXPORTER_OTLP_ENDPOINT; without it nothing is loaded and nothing done.
 * Call it first in a process, and once: all services of one process share it. Raises ConfigError when a value of the
 * environment is wrong.
 */
export const startTelemetry = async ({
  service,
  instance = randomUUID(),
  environment = process.env,
}: TelemetryOptions): Promise<Telemetry> => {
  const settings = readSettings(environment);
  if (!settings) return { stop: () => Promise.resolve() };
  if (isTelemetryOn()) throw new Error('telemetry is on already: a process has one');
  const { openSdk } = await import('./sdk.ts');
  const sdk = openSdk(
    settings,
    { 'service.name': `vafa-${service}`, 'service.version': version, 'service.instance.id': instance },
    complaints(),
  );
  setRunning(sdk.running);
  return {
    stop: async () => {
      if (!isTelemetryOn()) return;
      const timer = new AbortController();
      const expired = new Promise<void>((resolve) => {
        const timeout = setTimeout(resolve, stopWithinMs);
        timer.signal.addEventListener('abort', () => {
          clearTimeout(timeout);
        });
      });
      // What is observed at the last export still needs instruments: turned off after it.
      await Promise.race([sdk.shutdown(), expired]);
      timer.abort();
      setRunning(undefined);
    },
  };
};
