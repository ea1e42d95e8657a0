import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { Field } from '../../kit/field.tsx';
import { formatTime } from '../../kit/formats/dates.ts';
import { withDigits } from '../../kit/formats/numbers.ts';
import { Ltr } from '../../kit/marks.tsx';
import { useDesk, useDeskState, useMoney } from '../desk/use-desk.ts';
import type { PaidSale } from '../sale/paid-sale.ts';
import { totalOf } from '../sale/sale.ts';
import { useTillSay } from '../say.ts';
import { useDeclineText } from './decline-text.ts';
import { Panel } from './panel.tsx';
import styles from './panel.module.css';

/** Nothing is put aside without a word: a shift lead reads it in the console. */
const Aside = ({ onNoted }: { readonly onNoted: (note: string) => void }) => {
  const say = useTillSay();
  const [note, setNote] = useState('');
  const [isTried, setTried] = useState(false);
  const isMissing = note.trim() === '';
  return (
    <form
      className={styles.note}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!isMissing) onNoted(note.trim());
      }}
    >
      <Field
        label={say('queue.note')}
        value={note}
        onChange={setNote}
        error={isTried && isMissing ? say('queue.note-missing') : undefined}
        autoFocus
      />
      <Button type="submit" kind="danger">
        {say('queue.aside')}
      </Button>
    </form>
  );
};

const Paid = ({ paid }: { readonly paid: PaidSale }) => {
  const say = useTillSay();
  const desk = useDesk();
  const { isOnline } = useDeskState();
  const { language } = useClub();
  const days = useDays();
  const { text } = useMoney();
  const textOf = useDeclineText();
  const { decline } = paid;
  const [isAside, setAside] = useState(false);
  return (
    <li>
      <span className={styles.grow}>
        <Ltr>{withDigits(paid.basket.receipt, language)}</Ltr> · {text(totalOf(paid.basket.lines, desk.counting))}
        {decline === undefined ? (
          <small>
            {formatTime(new Date(paid.paidAt), days)} · {say('queue.waiting')}
          </small>
        ) : (
          <small data-tone="bad">{say('queue.declined', { reason: textOf(decline) })}</small>
        )}
      </span>
      {decline !== undefined && !isAside && (
        <span className={styles.side}>
          <Button isDisabled={!isOnline} onPress={() => void desk.queue.retry(paid.id)}>
            {say('queue.retry')}
          </Button>
          <Button kind="danger" onPress={() => setAside(true)}>
            {say('queue.aside')}
          </Button>
        </span>
      )}
      {isAside && <Aside onNoted={(note) => void desk.queue.putAside(paid.id, note)} />}
    </li>
  );
};

/** What was paid and has not reached the club, and what the club did not take. */
export const QueuePanel = ({ onClose }: { readonly onClose: () => void }) => {
  const say = useTillSay();
  const { waiting } = useDeskState();
  return (
    <Panel title={say('queue.title')} onClose={onClose}>
      <p className={styles.lead}>{say(waiting.length === 0 ? 'queue.empty' : 'queue.text')}</p>
      {waiting.length > 0 && (
        <ul className={styles.list}>
          {waiting.map((paid) => (
            <Paid key={paid.id} paid={paid} />
          ))}
        </ul>
      )}
      {waiting.some(({ decline }) => decline !== undefined) && (
        <p className={styles.lead}>
          {say('queue.aside-hint')} {say('queue.told')}
        </p>
      )}
    </Panel>
  );
};
