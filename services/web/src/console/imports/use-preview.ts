import type { ImportPreview } from '@vafa/client';
import { useRef, useState } from 'react';
import type { Guidance } from './guidance.ts';
import { previewOf } from './send-file.ts';

interface Reading {
  readonly preview?: ImportPreview;
  readonly error?: unknown;
  readonly isReading: boolean;
}

/** Reads a file as it is said to be. Only the last reading that was asked for counts. */
export const usePreview = () => {
  const [reading, setReading] = useState<Reading>({ isReading: false });
  const turn = useRef(0);
  const read = async (file: File, guidance: Guidance): Promise<void> => {
    const own = ++turn.current;
    setReading(({ preview }) => ({ ...(preview !== undefined && { preview }), isReading: true }));
    try {
      const preview = await previewOf(file, guidance);
      if (own === turn.current) setReading({ preview, isReading: false });
    } catch (error) {
      if (own === turn.current)
        setReading(({ preview }) => ({ ...(preview !== undefined && { preview }), error, isReading: false }));
    }
  };
  const forget = (): void => {
    turn.current++;
    setReading({ isReading: false });
  };
  return { ...reading, read, forget };
};
