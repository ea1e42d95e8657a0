import { experimental, type ChannelCredentials, type ServerCredentials } from '@grpc/grpc-js';
import { openBy, sealBy, type Open, type Seal } from '../context/context-token.ts';
import { admission, type Callers } from './admission.ts';
import { IdentityFiles } from './identity-files.ts';
import { serviceIn } from './service-uri.ts';

/** Who a service is to others, and whom it takes others for. */
export interface Identity {
  /** Connects with the own certificate, and to this service only: its certificate says so, whatever its address is. */
  towards(service: string): ChannelCredentials;
  /** Takes connections of who has a certificate of the same authority, and calls of those that may. */
  admitting(callers: Callers): ServerCredentials;
  /** Signs for whom calls are made. Undefined where there is no key for it: only the gateway has one. */
  readonly seal: Seal | undefined;
  /** Whether there is a key to judge contexts by. */
  readonly hasKeys: boolean;
  /** Judges for whom calls are made. */
  readonly open: Open;
  /** Takes new files now; by itself it looks for them every 30 seconds. */
  readAgain(): void;
  close(): void;
}

const readEveryMs = 30_000;

/**
 * Reads a service's certificate, key and authority. Raises an Error when they are missing, or not those of this
 * service.
 */
export const openIdentity = (folder: string, service: string): Identity => {
  const files = new IdentityFiles(folder, service, readEveryMs);
  // One for each service: clients that share it share their connections.
  const known = new Map<string, ChannelCredentials>();
  const create = (name: string): ChannelCredentials =>
    experimental.createCertificateProviderChannelCredentials(files, files, {
      checkServerIdentity: (_host, { subjectaltname }) =>
        serviceIn(subjectaltname) === name ? undefined : new Error(`the certificate is not that of ${name}`),
    });
  return {
    seal: files.signingKeys.length > 0 ? sealBy(() => files.signingKeys) : undefined,
    hasKeys: files.verifyingKeys.size > 0,
    open: openBy(() => files.verifyingKeys),
    towards: (name) => {
      const found = known.get(name) ?? create(name);
      known.set(name, found);
      return found;
    },
    admitting: (callers) =>
      experimental.createServerCredentialsWithInterceptors(
        experimental.createCertificateProviderServerCredentials(files, files, true),
        [admission(callers)],
      ),
    readAgain: () => files.readAgain(),
    close: () => files.close(),
  };
};
