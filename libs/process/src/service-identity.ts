import { ConfigError, listenAddress } from '@vafa/config';
import { openIdentity, type Identity } from '@vafa/grpc';
import { z } from 'zod';

const isTrue = z.enum(['true', 'false'], 'must be true or false').transform((text) => text === 'true');

/** Environment of whoever calls services. */
export const identityConfig = z.object({
  /** Folder with tls.crt, tls.key and ca.crt of this service. */
  GRPC_TLS_FOLDER: z.string().optional(),
});

/** Environment of whoever is called through gRPC. */
export const servingConfig = z.object({
  GRPC_URL: listenAddress,
  /** Where health alone is answered, without certificates. */
  GRPC_HEALTH_URL: listenAddress.optional(),
  GRPC_REFLECTION: isTrue.default(false),
  ...identityConfig.shape,
});

/** A socket of this machine, or an address that only this machine reaches. */
const isOfThisMachine = (url: string): boolean => /^(unix:|127\.|localhost:|\[::1\]:)/.test(url);

/**
 * Who the process is to others; undefined where it has no certificate. Without one a service listens on this
 * machine alone: whoever reaches its port could read members otherwise. Raises ConfigError.
 */
export const identityOf = (name: string, own: object): Identity | undefined => {
  const { GRPC_URL, GRPC_TLS_FOLDER } = own as Partial<z.infer<typeof servingConfig>>;
  if (GRPC_TLS_FOLDER === undefined) {
    if (GRPC_URL === undefined || isOfThisMachine(GRPC_URL)) return undefined;
    throw new ConfigError(['GRPC_TLS_FOLDER: missing, and GRPC_URL is reached from other machines']);
  }
  try {
    return openIdentity(GRPC_TLS_FOLDER, name);
  } catch (error) {
    throw new ConfigError([`GRPC_TLS_FOLDER: ${(error as Error).message}`]);
  }
};
