import { ConfigError, listenAddress } from '@vafa/config';
import { openIdentity, type Identity } from '@vafa/grpc';
import { z } from 'zod';

const isTrue = z.enum(['true', 'false'], 'must be true or false').transform((text) => text === 'true');

/** Environment of whoever calls services. */
export const identityConfig = z.object({
  /** Folder with tls.crt, tls.key and ca.crt of this service, and with the keys of contexts. */
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
 * machine alone: whoever reaches its port could read members otherwise. Who is called needs the keys that contexts are
 * judged by, and who is not, the gateway, the one that it signs them with. Raises ConfigError.
 */
export const identityOf = (name: string, own: object): Identity | undefined => {
  const { GRPC_URL, GRPC_TLS_FOLDER } = own as Partial<z.infer<typeof servingConfig>>;
  if (GRPC_TLS_FOLDER === undefined) {
    if (GRPC_URL === undefined || isOfThisMachine(GRPC_URL)) return undefined;
    throw new ConfigError(['GRPC_TLS_FOLDER: missing, and GRPC_URL is reached from other machines']);
  }
  const identity = opened(GRPC_TLS_FOLDER, name);
  const missing = GRPC_URL === undefined ? !identity.seal && 'context.key' : !identity.hasKeys && 'context-keys.pem';
  if (missing === false) return identity;
  identity.close();
  throw new ConfigError([`GRPC_TLS_FOLDER: ${missing} is missing: make the certificates again`]);
};

const opened = (folder: string, name: string): Identity => {
  try {
    return openIdentity(folder, name);
  } catch (error) {
    throw new ConfigError([`GRPC_TLS_FOLDER: ${(error as Error).message}`]);
  }
};
