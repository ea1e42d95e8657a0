import { Metadata, status, type ServiceError } from '@grpc/grpc-js';

/** A failed call as grpc-js gives it to its caller. */
export const toServiceError = (code: status, details: string, vafaCode?: string): ServiceError => {
  const metadata = new Metadata();
  if (vafaCode !== undefined) metadata.set('vafa-code', vafaCode);
  return Object.assign(new Error(`${code} ${status[code]}: ${details}`), { code, details, metadata });
};

/** What a handler failed with, as grpc-js's server would tell it. */
export const toldError = (error: Partial<ServiceError>): ServiceError => {
  const code = Number.isInteger(error.code) ? (error.code ?? status.UNKNOWN) : status.UNKNOWN;
  const details = error.details ?? error.message ?? 'Unknown Error';
  const told = toServiceError(code, details);
  return error.metadata ? Object.assign(told, { metadata: error.metadata }) : told;
};
