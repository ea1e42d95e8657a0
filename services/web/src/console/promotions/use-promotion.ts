import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { orMissing } from '../../api/or-missing.ts';
import type { whileWritten } from '../parts/while-written.ts';
import { promotionKey } from './keys.ts';

/** A promotion by its code; null: the club has none. */
export const usePromotion = (code: string, options?: typeof whileWritten) =>
  useQuery({
    queryKey: promotionKey(code),
    queryFn: async () => (await orMissing(api.call('getPromotion', { path: { code } }))) ?? null,
    ...options,
  });
