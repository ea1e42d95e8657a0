import { useCallback, useEffect, useState } from 'react';

type Whose = 'nobody' | 'mine' | 'other';

/**
 * Of several windows of one device one is at work. Another says so and may take over; the one before then says so. The
 * browser frees what a window held that was closed or has crashed.
 */
export const useOneWindow = (name: string): readonly [Whose, () => void] => {
  const [whose, setWhose] = useState<Whose>('nobody');
  const hold = useCallback(
    (settings: LockOptions): void => {
      const held = async (lock: Lock | null): Promise<void> => {
        if (lock === null) return setWhose('other');
        setWhose('mine');
        // Until the window goes, or another one takes it.
        await new Promise(() => undefined);
      };
      navigator.locks.request(name, settings, held).catch(() => setWhose('other'));
    },
    [name],
  );
  useEffect(() => hold({ ifAvailable: true }), [hold]);
  return [whose, useCallback(() => hold({ steal: true }), [hold])];
};
