import { useEffect, useState } from 'react';

const everyMs = 15_000;

/** The time, told anew while the page is looked at. */
export const useNow = (): Date => {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(timer);
  }, []);
  return now;
};
