import { z } from 'zod';

/** Environment of the service as a process of its own. */
export const ledgerConfig = z.object({
  MONGODB_URI: z.string().min(1),
  /** host:port to listen on. */
  GRPC_URL: z.string().min(1),
  /** 32 bytes, hexadecimal. */
  VAFA_MASTER_KEY: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/, 'must be 32 bytes in hexadecimal')
    .transform((text) => Buffer.from(text, 'hex')),
});
