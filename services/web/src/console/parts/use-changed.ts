import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

/** After a write: lists and single things that are shown are asked anew. */
export const useChanged = (): (() => void) => {
  const queries = useQueryClient();
  return useCallback(() => void queries.invalidateQueries(), [queries]);
};
