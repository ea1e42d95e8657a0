import { z } from 'zod';

/** Environment of the service as a process of its own. */
export const campaignsConfig = z.object({
  MONGODB_URI: z.string().min(1),
  /** host:port to listen on. */
  GRPC_URL: z.string().min(1),
});
