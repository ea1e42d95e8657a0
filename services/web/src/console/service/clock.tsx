import { dayMs, hourMs, minuteMs } from '../../kit/formats/spans.ts';
import type { Complaint } from '@vafa/client';
import { useClub } from '../../kit/club-settings.tsx';
import { withDigits } from '../../kit/formats/numbers.ts';
import { Ltr } from '../../kit/marks.tsx';
import { useServiceSay } from './say.ts';
import styles from './service.module.css';

/** From then on an answer is pressing. */
const pressingMs = hourMs;
const aroundRing = 56.5;

/** A length of time as it is said: minutes, hours and minutes below five hours, hours, days. */
export const useLength = (): ((ms: number) => string) => {
  const say = useServiceSay();
  const { language } = useClub();
  return (ms) => {
    const size = Math.abs(ms);
    if (size < hourMs) return say('clock.minutes', { count: Math.floor(size / minuteMs) });
    const hours = Math.floor(size / hourMs);
    const minutes = Math.floor((size % hourMs) / minuteMs);
    if (hours < 5 && minutes > 0)
      return say('clock.hours-minutes', {
        hours: withDigits(String(hours), language),
        minutes: withDigits(String(minutes), language),
      });
    if (size < 2 * dayMs) return say('clock.hours', { count: hours });
    return say('clock.days', { count: Math.floor(size / dayMs) });
  };
};

/** How long is left of the promised time, as a share of all of it. */
export const timeLeft = ({ opened_at: opened, promised_by: promised }: Complaint, now: Date) => {
  const end = new Date(promised).getTime();
  const left = end - now.getTime();
  const share = Math.max(0, Math.min(1, left / Math.max(1, end - new Date(opened).getTime())));
  return { left, share, tone: left < 0 ? 'bad' : left < pressingMs ? 'warn' : undefined } as const;
};

/** The clock of an open complaint: a ring that empties, and the time in words. */
export const Clock = ({ complaint, now }: { readonly complaint: Complaint; readonly now: Date }) => {
  const say = useServiceSay();
  const length = useLength();
  const { left, share, tone } = timeLeft(complaint, now);
  return (
    <span className={styles.clock} data-tone={tone}>
      <svg viewBox="0 0 24 24" aria-hidden>
        <circle cx="12" cy="12" r="9" className={styles.track} />
        <circle
          cx="12"
          cy="12"
          r="9"
          className={styles.part}
          strokeDasharray={`${String(share * aroundRing)} ${String(aroundRing)}`}
          transform="rotate(-90 12 12)"
        />
      </svg>
      {say(left < 0 ? 'clock.late' : 'clock.left', { length: length(left) })}
    </span>
  );
};

/** «۰۰:۴۷»: hours and minutes, for the head of a thread. */
export const BigClock = ({ ms }: { readonly ms: number }) => {
  const { language } = useClub();
  const size = Math.abs(ms);
  const two = (value: number): string => String(value).padStart(2, '0');
  const text = `${two(Math.floor(size / hourMs))}:${two(Math.floor((size % hourMs) / minuteMs))}`;
  return (
    <span className={styles.bigClock}>
      <Ltr>{withDigits(text, language)}</Ltr>
    </span>
  );
};
