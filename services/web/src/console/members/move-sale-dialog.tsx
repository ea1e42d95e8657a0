import type { Session } from '@vafa/client';
import { useRef, useState } from 'react';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { Choices } from '../../kit/choices.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { Field } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatFullDay, formatTime } from '../../kit/formats/dates.ts';
import { moneyText } from '../../kit/formats/money.ts';
import { withDigits } from '../../kit/formats/numbers.ts';
import { Select } from '../../kit/select.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useBranches } from '../parts/branches.ts';
import { useConsoleSay } from '../words/say.ts';
import { findSales, type ReceiptTyped } from './find-sale.ts';
import { useMemberChanged } from './member-head.ts';

const idShown = 6;

/** What tells a sale from others with its number. */
const useSaleWords = (memberId: string): ((sale: Session) => { readonly name: string; readonly more: string }) => {
  const say = useConsoleSay();
  const days = useDays();
  const { language, money } = useClub();
  return ({ sold_at: sold, closed_at: closed, total, till, member_id: owner }) => {
    const moment = sold ?? closed;
    const at = moment === null ? undefined : new Date(moment);
    const whose =
      owner === null
        ? say('move.of-nobody')
        : owner === memberId
          ? say('move.of-this')
          : say('move.of-other', { end: `\u2068…${owner.slice(-idShown)}\u2069` });
    return {
      name:
        at === undefined
          ? moneyText(total, money, language)
          : `${formatFullDay(at, days)}${say('list.comma')}${formatTime(at, days)}`,
      more: [
        moneyText(total, money, language),
        say('move.till', { till: `\u2068${withDigits(till, language)}\u2069` }),
        whose,
      ].join(' · '),
    };
  };
};

interface MoveSaleDialogProps {
  readonly memberId: string;
  readonly name: string;
  readonly onClose: () => void;
}

/**
 * Gives a sale that was rung up for somebody else, or for nobody, to this member. It is found by what its receipt says,
 * and looked at before.
 */
export const MoveSaleDialog = ({ memberId, name, onClose }: MoveSaleDialogProps) => {
  const say = useConsoleSay();
  const changed = useMemberChanged();
  const wordsOf = useSaleWords(memberId);
  const { branches, isReading } = useBranches();
  const [branchChosen, setBranch] = useState('');
  const [receipt, setReceipt] = useState('');
  const [reason, setReason] = useState('');
  const [sales, setSales] = useState<readonly Session[]>();
  const [chosen, setChosen] = useState('');
  const [isTried, setTried] = useState(false);
  const branch = branchChosen === '' && branches.length === 1 ? (branches[0]?.id ?? '') : branchChosen;
  const wanted = useRef('');
  const forget = (now: ReceiptTyped): void => {
    wanted.current = JSON.stringify(now);
    setSales(undefined);
    setChosen('');
    setTried(false);
  };
  const look = useWrite(
    (typed: ReceiptTyped) => findSales(api, typed).then((found) => ({ typed, found })),
    ({ typed, found }) => {
      // Something else may have been typed since: that was not looked at.
      if (JSON.stringify(typed) !== wanted.current) return;
      setSales(found);
      setTried(false);
      const free = found.filter(({ member_id: owner }) => owner !== memberId);
      setChosen(free.length === 1 ? (free[0]?.id ?? '') : '');
    },
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
  const sale = sales?.find(({ id }) => id === chosen);
  const isOwn = sale?.member_id === memberId;
  const submit = (): void => {
    setTried(true);
    if (receipt.trim() === '' || branch === '') return;
    if (sales === undefined || sales.length === 0) {
      wanted.current = JSON.stringify({ branch, receipt });
      void look.run({ branch, receipt });
    } else if (sale !== undefined && !isOwn && reason.trim() !== '')
      void write.run({ sessionId: sale.id, reason: reason.trim() });
  };
  const isFound = sales !== undefined && sales.length > 0;
  const problem =
    sales?.length === 0
      ? say('move.missing')
      : isTried && isFound && sale === undefined
        ? say('move.choose')
        : isOwn
          ? say('move.own')
          : undefined;
  return (
    <FormDialog
      title={say('move.title', { name })}
      text={say('move.text')}
      act={say(isFound ? 'move.act' : 'move.look')}
      busy={look.isBusy || write.isBusy ? say('move.busy') : undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      <Select
        label={say('move.branch')}
        options={branches.map(({ id, name: shown, code }) => ({ id, name: shown || code }))}
        isReading={isReading}
        value={branch}
        onChoose={(id) => {
          setBranch(id);
          forget({ branch: id, receipt });
        }}
        error={isTried && branch === '' ? say('move.branch-missing') : undefined}
      />
      <Field
        label={say('move.receipt')}
        hint={say('move.receipt-hint')}
        error={isTried && receipt.trim() === '' ? say('move.receipt-missing') : undefined}
        value={receipt}
        onChange={(typed) => {
          const text = typed.slice(0, 90);
          setReceipt(text);
          forget({ branch, receipt: text });
        }}
        isLtr
      />
      {isFound && (
        <>
          <Choices
            label={say('move.which', { count: sales.length })}
            options={sales.map((each) => ({ id: each.id, ...wordsOf(each) }))}
            value={chosen}
            onChoose={setChosen}
          />
          <Field
            label={say('adjust.reason')}
            error={isTried && reason.trim() === '' ? say('adjust.reason-missing') : undefined}
            value={reason}
            onChange={setReason}
          />
        </>
      )}
      <FormProblem {...(problem === undefined ? { failure: look.failure ?? write.failure } : { text: problem })} />
    </FormDialog>
  );
};
