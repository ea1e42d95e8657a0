import { Hourglass } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { Banner } from '../../kit/banner.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { DateField } from '../../kit/date-field.tsx';
import { Field, NumberField } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatPoints } from '../../kit/formats/counts.ts';
import { endOfDay, isDayAhead } from '../../kit/formats/day-bounds.ts';
import { isTaken, somePoints } from '../../kit/formats/number-range.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { tellDone } from '../../kit/toast.tsx';
import { useConsoleSay } from '../words/say.ts';
import { useLimit } from './use-limit.ts';
import { useMemberChanged } from './member-head.ts';

interface OpeningDialogProps {
  readonly memberId: string;
  readonly name: string;
  readonly onClose: () => void;
}

interface Order {
  readonly lots: { amount: number; expires_at?: string }[];
  readonly reference: string;
  readonly reason: string;
}

/** Brings along what a member had in another system. */
export const OpeningDialog = ({ memberId, name, onClose }: OpeningDialogProps) => {
  const say = useConsoleSay();
  const { language, zone } = useClub();
  const changed = useMemberChanged();
  const limit = useLimit();
  const [points, setPoints] = useState<number>(Number.NaN);
  const [end, setEnd] = useState('');
  const [reference, setReference] = useState('');
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const isPointsGiven = isTaken(points, somePoints);
  const close = (done: string): void => {
    changed();
    tellDone(done);
    onClose();
  };
  const write = useWrite(
    (body: Order, key) => api.call('openBalance', { path: { member_id: memberId }, body, key }),
    () => close(say('opening.done', { points: formatPoints(points, language), name })),
    () => close(say('approvals.waits')),
  );
  const isEndWrong = end !== '' && !isDayAhead(end, zone, new Date());
  const submit = (): void => {
    setTried(true);
    if (!isPointsGiven || isEndWrong || reference.trim() === '' || reason.trim() === '') return;
    // To the end of the day that was written.
    const life = end === '' ? {} : { expires_at: endOfDay(end, zone).toISOString() };
    void write.run({ lots: [{ amount: points, ...life }], reference: reference.trim(), reason: reason.trim() });
  };
  const known = { account_in_use: 'opening.in-use', approval_missing: 'adjust.approval' } as const;
  const problem = known[write.code as keyof typeof known] as (typeof known)[keyof typeof known] | undefined;
  return (
    <FormDialog
      title={say('opening.title', { name })}
      text={say('opening.text')}
      act={say('opening.act')}
      busy={write.isBusy ? say('adjust.busy') : undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      <NumberField
        label={say('adjust.points')}
        unit={say('adjust.unit')}
        {...somePoints}
        value={points}
        onChange={setPoints}
        error={isTried && !isPointsGiven ? say('adjust.points-missing') : undefined}
      />
      <DateField
        label={say('opening.expires')}
        hint={say('opening.expires-hint')}
        value={end}
        onChange={setEnd}
        error={isTried && isEndWrong ? say('day.ahead') : undefined}
        isOptional
      />
      <Field
        label={say('opening.reference')}
        maxLength={200}
        hint={say('opening.reference-hint')}
        error={isTried && reference.trim() === '' ? say('opening.reference-missing') : undefined}
        value={reference}
        onChange={setReference}
      />
      <Field
        label={say('adjust.reason')}
        maxLength={200}
        hint={say('adjust.reason-hint')}
        error={isTried && reason.trim() === '' ? say('adjust.reason-missing') : undefined}
        value={reason}
        onChange={setReason}
        isLong
      />
      {limit !== undefined && isPointsGiven && points > limit && (
        <Banner tone="info" icon={Hourglass} title={say('approvals.will-wait')}>
          {say('approvals.will-wait-text', { points: formatNumber(limit, language) })}
        </Banner>
      )}
      <FormProblem {...(problem === undefined ? { failure: write.failure } : { text: say(problem) })} />
    </FormDialog>
  );
};
