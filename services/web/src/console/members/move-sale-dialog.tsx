import { useRef, useState } from 'react';
import type { AnswerOf } from '@vafa/client';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { Field } from '../../kit/field.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatFullDay } from '../../kit/formats/dates.ts';
import { moneyText } from '../../kit/formats/money.ts';
import { Ltr } from '../../kit/marks.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useConsoleSay } from '../words/say.ts';
import { useMemberChanged } from './member-head.ts';
import styles from './profile.module.css';

type Sale = AnswerOf<'getSession'>;

const Found = ({ sale }: { readonly sale: Sale }) => {
  const say = useConsoleSay();
  const days = useDays();
  const { language, money } = useClub();
  return (
    <div className={styles.found}>
      <b>
        {say('move.receipt')} <Ltr>{sale.receipt}</Ltr>
      </b>
      <span>{moneyText(sale.total, money, language)}</span>
      {sale.sold_at !== null && <small>{formatFullDay(new Date(sale.sold_at), days)}</small>}
    </div>
  );
};

interface MoveSaleDialogProps {
  readonly memberId: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** Gives a sale that was rung up for somebody else, or for nobody, to this member. It is looked at before. */
export const MoveSaleDialog = ({ memberId, name, onClose }: MoveSaleDialogProps) => {
  const say = useConsoleSay();
  const changed = useMemberChanged();
  const [id, setId] = useState('');
  const [reason, setReason] = useState('');
  const [sale, setSale] = useState<Sale>();
  const [isTried, setTried] = useState(false);
  const wanted = useRef('');
  const look = useWrite(
    (sessionId: string) => api.call('getSession', { path: { session_id: sessionId } }),
    // Another one may have been typed since: that one was not looked at.
    (found) => setSale(found.id === wanted.current ? found : undefined),
  );
  const write = useWrite(
    (body: { sessionId: string; reason: string }, key) =>
      api.call('moveSale', {
        path: { session_id: body.sessionId },
        body: { member_id: memberId, reason: body.reason },
        key,
      }),
    () => {
      changed();
      tellDone(say('move.done', { name }));
      onClose();
    },
  );
  const submit = (): void => {
    setTried(true);
    if (id.trim() === '') return;
    if (sale === undefined) void look.run(id.trim());
    else if (reason.trim() !== '') void write.run({ sessionId: sale.id, reason: reason.trim() });
  };
  const isBusy = look.isBusy || write.isBusy;
  return (
    <FormDialog
      title={say('move.title', { name })}
      text={say('move.text')}
      act={say(sale === undefined ? 'move.look' : 'move.act')}
      busy={isBusy ? say('move.busy') : undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field
        label={say('move.id')}
        hint={say('move.id-hint')}
        error={isTried && id.trim() === '' ? say('move.id-missing') : undefined}
        value={id}
        onChange={(value) => {
          setId(value);
          wanted.current = value.trim();
          setSale(undefined);
        }}
        isLtr
      />
      {sale !== undefined && (
        <>
          <Found sale={sale} />
          <Field
            label={say('adjust.reason')}
            error={isTried && reason.trim() === '' ? say('adjust.reason-missing') : undefined}
            value={reason}
            onChange={setReason}
          />
        </>
      )}
      <FormProblem
        {...(look.code === 'session_not_found'
          ? { text: say('move.missing') }
          : { failure: look.failure ?? write.failure })}
      />
    </FormDialog>
  );
};
