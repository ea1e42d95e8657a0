export * from './attributes.ts';
export * from './logger.ts';
export * from './metrics.ts';
export { isTelemetryOn } from './running.ts';
export { telemetryConfig } from './settings.ts';
export * from './spans.ts';
export * from './start-telemetry.ts';
