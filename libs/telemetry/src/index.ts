export * from './attributes.ts';
export * from './log-file.ts';
export * from './logger.ts';
export * from './metrics.ts';
export { isTelemetryOn } from './running.ts';
export { logFileConfig, telemetryConfig } from './settings.ts';
export * from './spans.ts';
export * from './start-telemetry.ts';
