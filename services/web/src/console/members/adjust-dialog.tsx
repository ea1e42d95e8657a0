import { Hourglass } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { Banner } from '../../kit/banner.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { Field, NumberField } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatPoints } from '../../kit/formats/counts.ts';
import { isTaken, somePoints } from '../../kit/formats/number-range.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Segments } from '../../kit/segments.tsx';
import { Select } from '../../kit/select.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useConsoleSay } from '../words/say.ts';
import { useLimit } from './use-limit.ts';
import { useMemberChanged } from './member-head.ts';

const occasions = ['goodwill', 'correction'] as const;
type Occasion = (typeof occasions)[number];

const problems: Readonly<Record<string, 'adjust.too-low' | 'adjust.approval'>> = {
  balance_too_low: 'adjust.too-low',
  approval_missing: 'adjust.approval',
};

interface AdjustDialogProps {
  readonly memberId: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** Gives points, or takes them, by decision of a person, with a reason. */
export const AdjustDialog = ({ memberId, name, onClose }: AdjustDialogProps) => {
  const say = useConsoleSay();
  const { language } = useClub();
  const changed = useMemberChanged();
  const [takesAway, setTakesAway] = useState(false);
  const [points, setPoints] = useState<number>(Number.NaN);
  const [occasion, setOccasion] = useState<Occasion>('goodwill');
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const isPointsGiven = isTaken(points, somePoints);
  const write = useWrite(
    (body: { amount: number; occasion: Occasion; reason: string }, key) =>
      api.call('adjustBalance', { path: { member_id: memberId }, body, key }),
    () => {
      changed();
      tellDone(say(takesAway ? 'adjust.taken' : 'adjust.given', { points: formatPoints(points, language), name }));
      onClose();
    },
    () => {
      changed();
      tellDone(say('approvals.waits'));
      onClose();
    },
  );
  const limit = useLimit();
  const submit = (): void => {
    setTried(true);
    if (isPointsGiven && reason.trim() !== '')
      void write.run({ amount: takesAway ? -points : points, occasion, reason: reason.trim() });
  };
  const known = problems[write.code ?? ''];
  return (
    <FormDialog
      title={say('adjust.title', { name })}
      text={say('adjust.text')}
      act={say(takesAway ? 'adjust.take' : 'adjust.give')}
      busy={write.isBusy ? say('adjust.busy') : undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      <Segments
        label={say('adjust.direction')}
        options={[
          { id: 'give', name: say('adjust.give') },
          { id: 'take', name: say('adjust.take') },
        ]}
        value={takesAway ? 'take' : 'give'}
        onChoose={(id) => setTakesAway(id === 'take')}
      />
      <NumberField
        label={say('adjust.points')}
        unit={say('adjust.unit')}
        {...somePoints}
        value={points}
        onChange={setPoints}
        error={isTried && !isPointsGiven ? say('adjust.points-missing') : undefined}
      />
      <Select
        label={say('adjust.occasion')}
        hint={say('adjust.occasion-hint')}
        options={occasions.map((id) => ({ id, name: say(`entry.${id === 'goodwill' ? id : 'corrected'}`) }))}
        value={occasion}
        onChoose={(id) => setOccasion(id as Occasion)}
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
      <FormProblem {...(known === undefined ? { failure: write.failure } : { text: say(known) })} />
    </FormDialog>
  );
};
