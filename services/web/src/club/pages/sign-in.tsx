import { ApiProblem } from '@vafa/client';
import { CircleAlert } from 'lucide-react';
import { useId, useRef, useState, type SyntheticEvent } from 'react';
import { api } from '../../api/client.ts';
import { failureOf } from '../../api/failures.ts';
import { LanguageChoice } from '../../front/look-choice.tsx';
import { Button } from '../../kit/button.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { Field } from '../../kit/field.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatTime } from '../../kit/formats/dates.ts';
import { plainDigits, withDigits } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { Ltr } from '../../kit/marks.tsx';
import type { Failure } from '../../kit/states.tsx';
import styles from '../club.module.css';
import { member } from '../member.ts';
import { Logo } from '../parts/logo.tsx';
import { clubCode } from '../place.ts';
import { useSay } from '../say.ts';

const codeLength = 6;

interface Asked {
  /** Whose code it is, whatever is typed since. */
  readonly phone: string;
  readonly request: string;
  readonly endsAt: Date;
}

/** One thing at a time: what was pressed twice is done once. */
const useDoing = () => {
  const say = useSay();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [code, setCode] = useState<string>();
  const running = useRef(false);
  const run = async (work: () => Promise<void>): Promise<void> => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setFailure(undefined);
    setCode(undefined);
    try {
      await work();
    } catch (error) {
      setCode(error instanceof ApiProblem ? error.code : undefined);
      setFailure(failureOf(error, say));
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { isBusy, failure, code, run };
};

const CodeBoxes = ({
  value,
  isWrong,
  onChange,
}: {
  value: string;
  isWrong: boolean;
  onChange: (value: string) => void;
}) => {
  const say = useSay();
  const { language } = useClub();
  const id = useId();
  return (
    <div className={styles.form}>
      <label htmlFor={id} className={styles.label}>
        {say('sign.code')}
      </label>
      <div className={styles.boxes} data-wrong={isWrong || undefined}>
        {Array.from({ length: codeLength }, (_, at) => (
          <span
            key={at}
            className={styles.box}
            data-next={at === Math.min(value.length, codeLength - 1) || undefined}
            aria-hidden
          >
            {withDigits(value.charAt(at), language)}
          </span>
        ))}
        <input
          id={id}
          className={styles.code}
          value={value}
          onChange={({ target }) => onChange(plainDigits(target.value).replace(/\D/g, '').slice(0, codeLength))}
          inputMode="numeric"
          autoComplete="one-time-code"
          aria-invalid={isWrong}
          dir="ltr"
          // The member has just asked for it.
          autoFocus
        />
      </div>
    </div>
  );
};

/** A phone number, then the code that was sent to it. */
export const SignIn = ({ isOver = false }: { readonly isOver?: boolean }) => {
  const say = useSay();
  const days = useDays();
  const { name } = useClub();
  const [phone, setPhone] = useState('');
  const [isMissing, setMissing] = useState(false);
  const [asked, setAsked] = useState<Asked>();
  const [code, setCode] = useState('');
  const asking = useDoing();
  const entering = useDoing();

  const ask = (): Promise<void> =>
    asking.run(async () => {
      const to = phone.trim();
      const { request, ends_at: endsAt } = await api.call('askMemberCode', {
        path: { club_code: clubCode },
        body: { phone: to },
      });
      setCode('');
      setAsked({ phone: to, request, endsAt: new Date(endsAt) });
    });
  const enter = (typed: string, { request }: Asked): Promise<void> =>
    entering.run(() =>
      member.begin({ request, code: typed }).catch((error: unknown) => {
        // Not what is typed since.
        setCode((now) => (now === typed ? '' : now));
        throw error;
      }),
    );
  const sendPhone = (event: SyntheticEvent): void => {
    event.preventDefault();
    setMissing(phone.trim() === '');
    if (phone.trim() !== '') void ask();
  };
  const isPhoneWrong = asking.code === 'invalid_phone' || asking.code === 'invalid_request';
  const phoneError = isMissing ? say('sign.phone-missing') : isPhoneWrong ? say('sign.phone-wrong') : undefined;
  const isWrong = entering.code === 'member_code_refused' && code === '';
  const tooMany = (one: { readonly code: string | undefined; readonly failure: Failure | undefined }) =>
    one.code === 'too_many_requests' ? { text: say('sign.too-many') } : { failure: one.failure };
  return (
    <main className={styles.door}>
      <div className={styles.doorHead}>
        <Logo isLarge />
        <h1>{isOver ? say('sign.again') : say('sign.title', { club: name })}</h1>
        <p>{say(asked === undefined ? 'sign.lead' : 'sign.sent')}</p>
      </div>
      {asked === undefined ? (
        <form className={styles.form} onSubmit={sendPhone}>
          <Field
            label={say('sign.phone')}
            hint={say('sign.phone-hint')}
            error={phoneError}
            value={phone}
            onChange={setPhone}
            type="tel"
            name="phone"
            autoComplete="tel"
            isLtr
            autoFocus
          />
          {!isPhoneWrong && <FormProblem {...tooMany(asking)} />}
          <div className={styles.wide}>
            <Button type="submit" kind="primary" wide busy={asking.isBusy ? say('sign.asking') : undefined}>
              {say('sign.ask')}
            </Button>
          </div>
          <p className={styles.note}>{say('sign.where')}</p>
        </form>
      ) : (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (code.length === codeLength) void enter(code, asked);
          }}
        >
          <p className={styles.soft}>
            <Ltr>{asked.phone}</Ltr> · {say('sign.until', { time: formatTime(asked.endsAt, days) })}
          </p>
          <CodeBoxes
            value={code}
            isWrong={isWrong}
            onChange={(typed) => {
              setCode(typed);
              if (typed.length === codeLength) void enter(typed, asked);
            }}
          />
          {isWrong ? (
            <p className={styles.wrong} role="alert">
              <Icon of={CircleAlert} size="xs" />
              {say('sign.code-wrong')}
            </p>
          ) : (
            entering.code !== 'member_code_refused' && <FormProblem {...tooMany(entering)} />
          )}
          <div className={styles.wide}>
            <Button
              type="submit"
              kind="primary"
              wide
              isDisabled={code.length < codeLength}
              busy={entering.isBusy ? say('sign.entering') : undefined}
            >
              {say('sign.enter')}
            </Button>
          </div>
          <FormProblem {...tooMany(asking)} />
          <div className={styles.acts}>
            <Button kind="quiet" onPress={() => void ask()} busy={asking.isBusy ? say('sign.asking') : undefined}>
              {say('sign.another')}
            </Button>
            <Button kind="quiet" onPress={() => setAsked(undefined)}>
              {say('sign.other-phone')}
            </Button>
          </div>
        </form>
      )}
      <footer className={styles.foot}>
        <LanguageChoice />
      </footer>
    </main>
  );
};
