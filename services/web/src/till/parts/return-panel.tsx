import { ApiProblem, type AnswerOf, type Session } from '@vafa/client';
import { Undo2 } from 'lucide-react';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { failureOf } from '../../api/failures.ts';
import { Intent } from '../../api/intent.ts';
import { Banner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { formatNumber, withDigits } from '../../kit/formats/numbers.ts';
import { useSay } from '../../kit/say.ts';
import { findSale } from '../desk/find-sale.ts';
import { useDesk, useDeskState, useMoney } from '../desk/use-desk.ts';
import { quantityOf } from '../sale/sale.ts';
import { quantityShown } from '../sale/typed-amount.ts';
import { useTillSay, type TillSay } from '../say.ts';
import { useDeclineText } from './decline-text.ts';
import { Panel } from './panel.tsx';
import styles from './panel.module.css';

type Returned = AnswerOf<'returnLines'>['return'];
type Wanted = Readonly<Record<number, string>>;

const useFailure = (): ((error: unknown) => string) => {
  const sayShared = useSay();
  const declined = useDeclineText();
  return (error) =>
    error instanceof ApiProblem && error.status < 500 && error.status !== 401
      ? declined({ code: error.code, text: failureOf(error, sayShared).cause })
      : failureOf(error, sayShared).cause;
};

interface FindProps {
  readonly typed: string;
  readonly onFound: (sale: Session) => void;
  readonly onClose: () => void;
}

const Find = ({ typed, onFound, onClose }: FindProps) => {
  const say = useTillSay();
  const desk = useDesk();
  const textOf = useFailure();
  const [number, setNumber] = useState(typed);
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const turn = useRef(0);
  const find = async (text: string): Promise<void> => {
    const own = ++turn.current;
    if (text.trim() === '') return setError(say('return.none'));
    setBusy(true);
    setError(undefined);
    try {
      const sale = await desk.ask((api) => findSale(api, desk.get(), text));
      if (own !== turn.current) return;
      if (sale === undefined) setError(say('return.none'));
      else if (sale.state !== 'closed') setError(say('return.open'));
      else onFound(sale);
    } catch (failed) {
      if (own === turn.current) setError(textOf(failed));
    } finally {
      if (own === turn.current) setBusy(false);
    }
  };
  // What was read is looked for without a further key.
  useEffect(() => {
    if (typed !== '') void find(typed);
  }, []);
  return (
    <form
      className={styles.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void find(number);
      }}
    >
      <p className={styles.lead}>{say('return.text')}</p>
      <Field
        label={say('return.number')}
        value={number}
        onChange={(next) => {
          turn.current++;
          setBusy(false);
          setNumber(next);
          setError(undefined);
        }}
        isLtr
        error={error}
        autoFocus
      />
      <div className={styles.acts}>
        <Button onPress={onClose}>{say('panel.cancel')}</Button>
        <Button type="submit" kind="primary" {...(isBusy && { busy: say('return.finding') })}>
          {say('return.find')}
        </Button>
      </div>
    </form>
  );
};

const linesOf = (sale: Session, wanted: Wanted) =>
  sale.lines
    .map(({ position }) => ({ position, quantity: quantityOf(wanted[position] ?? '') }))
    .filter((line): line is { position: number; quantity: string } => line.quantity !== undefined);

interface ChooseProps {
  readonly sale: Session;
  readonly isBusy: boolean;
  readonly onBusy: (isBusy: boolean) => void;
  readonly onReturned: (returned: Returned) => void;
}

const Choose = ({ sale, isBusy, onBusy, onReturned }: ChooseProps) => {
  const say = useTillSay();
  const desk = useDesk();
  const textOf = useFailure();
  const { language } = useClub();
  const intent = useRef(new Intent());
  const [wanted, setWanted] = useState<Wanted>({});
  const [error, setError] = useState<string>();
  const open = sale.lines.filter(({ quantity, returned }) => returned < quantity);
  const leftOf = ({ quantity, returned }: Session['lines'][number]): number => Number((quantity - returned).toFixed(3));
  const send = async (): Promise<void> => {
    const lines = linesOf(sale, wanted);
    if (isBusy) return;
    if (lines.length === 0) return setError(say('return.nothing'));
    onBusy(true);
    setError(undefined);
    try {
      const answer = await intent.current.run({ lines }, (body, key) =>
        desk.ask((api) => api.call('returnLines', { path: { session_id: sale.id }, body, key })),
      );
      onReturned(answer.return);
    } catch (failed) {
      setError(textOf(failed));
    } finally {
      onBusy(false);
    }
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void send();
      }}
    >
      <ul className={styles.list}>
        {sale.lines.map((line) => (
          <li key={line.position}>
            <span className={styles.grow}>
              <bdi>{line.description ?? line.sku}</bdi>
              <small>{soldText(line, say, language)}</small>
            </span>
            <Amount of={line.amount.amount} />
            <input
              aria-label={say('return.back', { name: line.description ?? line.sku })}
              className={styles.many}
              dir="ltr"
              inputMode="decimal"
              autoComplete="off"
              autoFocus={line.position === open[0]?.position}
              disabled={leftOf(line) <= 0}
              placeholder={withDigits('0', language)}
              value={withDigits(wanted[line.position] ?? '', language)}
              onChange={({ target }) => setWanted({ ...wanted, [line.position]: target.value })}
            />
          </li>
        ))}
      </ul>
      <p role="status" className={styles.failed}>
        {error}
      </p>
      <div className={styles.acts}>
        <Button
          onPress={() =>
            setWanted(
              Object.fromEntries(open.map((line) => [line.position, quantityShown(String(leftOf(line)), language)])),
            )
          }
        >
          {say('return.all')}
        </Button>
        <Button type="submit" kind="primary" {...(isBusy && { busy: say('return.busy') })}>
          {say('return.act')}
        </Button>
      </div>
    </form>
  );
};

const soldText = ({ quantity, returned }: Session['lines'][number], say: TillSay, language: 'fa' | 'en'): string =>
  say('return.sold', { quantity: formatNumber(quantity, language), returned: formatNumber(returned, language) });

const Amount = ({ of }: { readonly of: number | string }) => (
  <span className={styles.amount}>{useMoney().text(of)}</span>
);

const Done = ({ returned, onClose }: { readonly returned: Returned; readonly onClose: () => void }) => {
  const say = useTillSay();
  const { text, count } = useMoney();
  return (
    <>
      <Banner tone="good" icon={Undo2} title={say('return.done', { money: text(returned.amount.amount) })}>
        {returned.booked
          ? say('return.points', {
              taken: count(Number(returned.points_taken_back)),
              restored: count(Number(returned.points_restored)),
            })
          : say('return.late')}
      </Banner>
      <div className={styles.acts}>
        <Button kind="primary" autoFocus onPress={onClose}>
          {say('return.close')}
        </Button>
      </div>
    </>
  );
};

/** Takes goods back by the receipt of their sale. */
export const ReturnPanel = ({ typed, onClose }: { readonly typed: string; readonly onClose: () => void }) => {
  const say = useTillSay();
  const { isOnline } = useDeskState();
  const [sale, setSale] = useState<Session>();
  const [returned, setReturned] = useState<Returned>();
  const [isBusy, setBusy] = useState(false);
  return (
    <Panel title={say('return.title')} onClose={onClose} isHeld={isBusy}>
      {returned !== undefined ? (
        <Done returned={returned} onClose={onClose} />
      ) : sale !== undefined ? (
        <Choose sale={sale} isBusy={isBusy} onBusy={setBusy} onReturned={setReturned} />
      ) : (
        <Find typed={typed} onFound={setSale} onClose={onClose} />
      )}
      {!isOnline && <p className={styles.lead}>{say('return.offline')}</p>}
    </Panel>
  );
};
