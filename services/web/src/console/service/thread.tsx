import type { Complaint, Member } from '@vafa/client';
import { Check, Clock3 } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useDays } from '../../kit/club-settings.tsx';
import { formatFullDay, formatShortDay, formatTime } from '../../kit/formats/dates.ts';
import { initialsOf } from '../../kit/formats/initials.ts';
import { Icon } from '../../kit/icon.tsx';
import { Avatar } from '../../kit/marks.tsx';
import { BigClock, timeLeft, useLength } from './clock.tsx';
import { Reply } from './reply.tsx';
import { useServiceSay } from './say.ts';
import styles from './service.module.css';

interface MessageProps {
  readonly name: string;
  readonly at: Date;
  readonly isOurs?: boolean;
  readonly children: string;
}

const Message = ({ name, at, isOurs = false, children }: MessageProps) => {
  const days = useDays();
  return (
    <li className={styles.message} data-ours={isOurs || undefined}>
      <Avatar initials={initialsOf(name)} />
      <div>
        <p className={styles.by}>
          <b>
            <bdi>{name}</bdi>
          </b>
          <span>
            {formatShortDay(at, days)} {formatTime(at, days)}
          </span>
        </p>
        <div className={styles.bubble}>
          <bdi>{children}</bdi>
        </div>
      </div>
    </li>
  );
};

const stages = ['taken', 'answered', 'closed'] as const;

/** How far a complaint has come. */
const Stages = ({ status }: Pick<Complaint, 'status'>) => {
  const say = useServiceSay();
  const at = { open: 1, answered: 2, closed: 3 }[status];
  return (
    <ol className={styles.stages}>
      {stages.map((stage, place) => (
        <li key={stage} data-state={place < at ? 'done' : undefined}>
          {place < at && <Icon of={Check} size="xs" />}
          {say(`step.${stage}`)}
        </li>
      ))}
    </ol>
  );
};

const Promise = ({ complaint, now }: { readonly complaint: Complaint; readonly now: Date }) => {
  const say = useServiceSay();
  const days = useDays();
  const length = useLength();
  const { left, tone } = timeLeft(complaint, now);
  const by = new Date(complaint.promised_by);
  return (
    <div className={styles.promise} data-tone={tone}>
      <BigClock ms={left} />
      <div>
        <b>{say(left < 0 ? 'clock.over' : 'clock.promise')}</b>
        <small>
          {say('clock.by', {
            day: formatShortDay(by, days),
            time: formatTime(by, days),
            length: length(by.getTime() - new Date(complaint.opened_at).getTime()),
          })}
        </small>
      </div>
      <Stages status={complaint.status} />
    </div>
  );
};

interface ThreadProps {
  readonly complaint: Complaint;
  readonly member: Member | undefined;
  readonly now: Date;
  readonly onAnswered: (complaint: Complaint) => void;
  /** The way back to the list, where there is room for one of them only. */
  readonly back: ReactNode;
}

/** A complaint and what was answered, with the next answer below. */
export const Thread = ({ complaint, member, now, onAnswered, back }: ThreadProps) => {
  const say = useServiceSay();
  const days = useDays();
  const { subject, text, opened_at: openedAt, answers, status, late } = complaint;
  const opened = new Date(openedAt);
  const who = member?.name || say('thread.member');
  const messages = useRef<HTMLUListElement>(null);
  useEffect(() => {
    messages.current?.scrollTo({ top: messages.current.scrollHeight });
  }, [complaint.id, answers.length]);
  return (
    <section className={styles.thread} aria-label={say('thread.label')}>
      <header className={styles.head}>
        {back}
        <div>
          <h2>
            <bdi>{subject}</bdi>
          </h2>
          <p>
            {say('thread.opened', { day: formatFullDay(opened, days), time: formatTime(opened, days) })} ·{' '}
            {say('thread.answers', { count: answers.length })}
          </p>
        </div>
        {status !== 'open' && <Stages status={status} />}
      </header>
      {status === 'open' && <Promise complaint={complaint} now={now} />}
      <ul className={styles.messages} ref={messages} tabIndex={0} aria-label={say('thread.label')}>
        <Message name={who} at={opened}>
          {text}
        </Message>
        {answers.map(({ id, author, at, text: said, by_member: isTheirs }) => (
          <Message key={id} name={isTheirs ? who : (author ?? say('thread.club'))} at={new Date(at)} isOurs={!isTheirs}>
            {said}
          </Message>
        ))}
        {late && status !== 'open' && (
          <li className={styles.system}>
            <span>
              <Icon of={Clock3} size="xs" /> {say('thread.answered-late')}
            </span>
          </li>
        )}
        {status === 'closed' && (
          <li className={styles.system}>
            <span>{say('thread.closed')}</span>
          </li>
        )}
      </ul>
      {status !== 'closed' && <Reply key={complaint.id} complaint={complaint} onAnswered={onAnswered} />}
    </section>
  );
};
