import { ApiProblem, type Member, type NewMember } from '@vafa/client';
import { useRef, useState, type FormEvent } from 'react';
import { failureOf } from '../../api/failures.ts';
import { Intent } from '../../api/intent.ts';
import { Button } from '../../kit/button.tsx';
import { Field, Tick } from '../../kit/field.tsx';
import { plainDigits } from '../../kit/formats/numbers.ts';
import { useSay } from '../../kit/say.ts';
import { tellDone } from '../../kit/toast.tsx';
import { useDesk } from '../desk/use-desk.ts';
import { cleanName } from '../sale/item-typed.ts';
import { useTillSay } from '../say.ts';
import type { TillWordId } from '../words-en.ts';
import { Panel } from './panel.tsx';
import styles from './panel.module.css';

type Wrong = { readonly name?: TillWordId; readonly phone?: TillWordId };

const nameMax = 120;

const isNumber = (text: string): boolean => /^[+\d]/.test(plainDigits(text).trim());

const wrongIn = (name: string, phone: string): Wrong => ({
  ...(cleanName(name) === '' && { name: 'enrol.no-name' as const }),
  ...(phone.trim() === '' && { phone: 'enrol.no-phone' as const }),
});

interface EnrolPanelProps {
  /** What was looked for: a name or a phone. */
  readonly typed: string;
  readonly onClose: () => void;
  readonly onEnrolled: (member: Member) => void;
}

/** Three fields and a consent that nobody ticks in advance. */
export const EnrolPanel = ({ typed, onClose, onEnrolled }: EnrolPanelProps) => {
  const say = useTillSay();
  const sayShared = useSay();
  const desk = useDesk();
  const intent = useRef(new Intent());
  const [name, setName] = useState(isNumber(typed) ? '' : typed);
  const [phone, setPhone] = useState(isNumber(typed) ? typed : '');
  const [card, setCard] = useState('');
  const [agrees, setAgrees] = useState(false);
  const [wrong, setWrong] = useState<Wrong>({});
  const [failed, setFailed] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    const missing = wrongIn(name, phone);
    setWrong(missing);
    setFailed(undefined);
    if (isBusy || Object.keys(missing).length > 0) return;
    setBusy(true);
    const order: NewMember = {
      name: cleanName(name).slice(0, nameMax),
      phone: phone.trim(),
      ...(card.trim() !== '' && { card: card.trim() }),
      consents: [{ purpose: 'sms', granted: agrees }],
    };
    try {
      const member = await intent.current.run(order, (body, key) =>
        desk.ask((api) => api.call('enrolMember', { body, key })),
      );
      tellDone(say('enrol.done', { name: member.name ?? '' }));
      onEnrolled(member);
    } catch (error) {
      setBusy(false);
      const code = error instanceof ApiProblem ? error.code : '';
      if (code === 'invalid_phone') setWrong({ phone: 'enrol.bad-phone' });
      else setFailed(code === 'identity_taken' ? say('enrol.taken') : failureOf(error, sayShared).cause);
    }
  };
  return (
    <Panel title={say('enrol.title')} onClose={onClose} isHeld={isBusy}>
      <form
        className={styles.form}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void send();
        }}
      >
        <p className={styles.lead}>{say('enrol.text')}</p>
        <Field
          label={say('enrol.name')}
          value={name}
          onChange={setName}
          error={wrong.name && say(wrong.name)}
          autoFocus={name === ''}
        />
        <div className={styles.two}>
          <Field
            label={say('enrol.phone')}
            value={phone}
            onChange={setPhone}
            isLtr
            type="tel"
            error={wrong.phone && say(wrong.phone)}
            autoFocus={name !== ''}
          />
          <Field label={say('enrol.card')} value={card} onChange={setCard} isLtr isOptional />
        </div>
        <Tick isSelected={agrees} onChange={setAgrees}>
          {say('enrol.consent')}
        </Tick>
        <p role="status" className={styles.failed}>
          {failed}
        </p>
        <div className={styles.acts}>
          <Button onPress={onClose} isDisabled={isBusy}>
            {say('panel.cancel')}
          </Button>
          <Button type="submit" kind="primary" {...(isBusy && { busy: say('enrol.busy') })}>
            {say('enrol.act')}
          </Button>
        </div>
      </form>
    </Panel>
  );
};
