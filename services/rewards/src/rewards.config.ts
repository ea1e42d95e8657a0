import { masterKey } from '@vafa/config';
import { z } from 'zod';

/** Its own environment as a process. */
export const rewardsConfig = z.object({ VAFA_MASTER_KEY: masterKey });
