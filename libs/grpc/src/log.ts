import { createLogger, type Logger } from '@vafa/telemetry';

let made: Logger | undefined;

/** Made when it is first needed: a wrong LOG_LEVEL is told by the configuration, and not by whoever loads this. */
export const log = (): Logger => (made ??= createLogger('grpc'));
