import { z } from 'zod';

/** Where a gRPC service listens: host:port, or unix:/path. */
export const listenAddress = z.string().regex(/^(unix:\/.+|.+:\d{1,5})$/, 'must be host:port');

/**
 * Where a gRPC service is found, any target of grpc-js: host:port, dns:///host:port, ipv4:host:port,host:port,
 * unix:/path.
 */
export const grpcTarget = z
  .string()
  .regex(/^(unix:\/.+|.+:\d{1,5})$/, 'must be host:port, dns:///host:port or ipv4:host:port,host:port');

/** 32 bytes, given as 64 hexadecimal digits. */
export const masterKey = z
  .string()
  .regex(/^[0-9a-fA-F]{64}$/, 'must be 64 hexadecimal digits')
  .transform((text) => Buffer.from(text, 'hex'));
