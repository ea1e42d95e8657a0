import type { ObservableGauge, ObservableResult } from '@opentelemetry/api';
import type { Attributes } from './attributes.ts';
import { onRunning, running, type Running } from './running.ts';

export interface Counter {
  add(value: number, attributes?: Attributes): void;
}

export interface Histogram {
  record(value: number, attributes?: Attributes): void;
}

export interface Observation {
  readonly value: number;
  readonly attributes: Attributes;
}

export type Observed = number | readonly Observation[];

/** Bounds of durations in seconds: from one millisecond to the longest deadline. */
const secondsBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** An export waits this long for a gauge; what a process says when it stops has two seconds in all. */
const observedWithinMs = 500;

const inTime = async (observed: Observed | Promise<Observed>): Promise<Observed> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`not observed within ${String(observedWithinMs)} ms`));
    }, observedWithinMs);
  });
  return Promise.race([observed, late]).finally(() => {
    clearTimeout(timer);
  });
};

/** Makes an instrument when it is first used, and another one after telemetry was turned off and on. */
const lazily = <T>(create: (on: Running) => T): (() => T | undefined) => {
  let made: { readonly by: Running; readonly instrument: T } | undefined;
  return () => {
    if (!running) return undefined;
    if (made?.by !== running) made = { by: running, instrument: create(running) };
    return made.instrument;
  };
};

/** Counts what only grows. */
export const counter = (name: string, description: string): Counter => {
  const instrument = lazily(({ meter }) => meter.createCounter(name, { description }));
  return {
    add: (value, attributes) => {
      if (running) instrument()?.add(value, attributes);
    },
  };
};

/** Distributes values over buckets. `unit` is a UCUM code; with `s` the bounds are those of durations. */
export const histogram = (name: string, description: string, unit: string): Histogram => {
  const advice = unit === 's' ? { explicitBucketBoundaries: secondsBounds } : {};
  const instrument = lazily(({ meter }) => meter.createHistogram(name, { description, unit, advice }));
  return {
    record: (value, attributes) => {
      if (running) instrument()?.record(value, attributes);
    },
  };
};

/**
 * Asks `observe` at each export for a value, or for one per set of attributes; it is never asked while telemetry is
 * off. Several gauges may have one name. What it raises, or does not answer within half a second, is reported as not
 * observed, and the other metrics are sent. `stop` before what it reads is closed.
 */
export const gauge = (
  name: string,
  description: string,
  observe: () => Observed | Promise<Observed>,
  unit = '',
): { stop(): void } => {
  let instrument: ObservableGauge | undefined;
  const callback = async (result: ObservableResult): Promise<void> => {
    const observed = await inTime(observe());
    if (typeof observed === 'number') result.observe(observed);
    else for (const { value, attributes } of observed) result.observe(value, attributes);
  };
  const forget = onRunning((on) => {
    instrument = on?.meter.createObservableGauge(name, { description, unit });
    instrument?.addCallback(callback);
  });
  return {
    stop: () => {
      forget();
      instrument?.removeCallback(callback);
    },
  };
};
