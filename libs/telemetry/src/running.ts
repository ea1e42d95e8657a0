import type { Meter, Tracer } from '@opentelemetry/api';

/** What spans and metrics are made with while telemetry is on. */
export interface Running {
  readonly tracer: Tracer;
  readonly meter: Meter;
}

/** Undefined while telemetry is off: every function looks here first. */
export let running: Running | undefined;

const listeners = new Set<(now: Running | undefined) => void>();

/** Calls `listener` now and whenever telemetry is turned on or off, until the answered function is called. */
export const onRunning = (listener: (now: Running | undefined) => void): (() => void) => {
  listeners.add(listener);
  listener(running);
  return () => listeners.delete(listener);
};

export const setRunning = (now: Running | undefined): void => {
  running = now;
  for (const listener of listeners) listener(now);
};

/** True while telemetry is on. */
export const isTelemetryOn = (): boolean => running !== undefined;
