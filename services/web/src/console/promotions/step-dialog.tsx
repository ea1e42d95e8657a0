import type { Promotion } from '@vafa/client';
import { useState } from 'react';
import { useDays, useClub } from '../../kit/club-settings.tsx';
import { Field } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatDay, formatTime } from '../../kit/formats/dates.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { beginsLater, type Step } from './life.ts';
import { usePromotionsSay } from './say.ts';
import { reasonMost } from './stop-all.tsx';
import type { Life } from './use-life.ts';

/** What a step means, in a sentence. */
export const useStepText = (): ((step: Step, of: Promotion) => string) => {
  const say = usePromotionsSay();
  const days = useDays();
  const { language } = useClub();
  return (step, of) => {
    if (step !== 'publish') return say(`life.${step}.text`);
    const version = formatNumber(of.version + 1, language);
    if (of.starts_at === null || !beginsLater(of, new Date())) return say('life.publish.text', { version });
    const at = new Date(of.starts_at);
    return say('life.schedule.text', {
      version,
      from: `${formatDay(at, days)}${say('list.comma')}${formatTime(at, days)}`,
    });
  };
};

/** Steps that ask once more, or for a reason. */
export type AskedStep = 'publish' | 'pause' | 'resume' | 'end';
export const isAsked = (step: Step): step is AskedStep => ['publish', 'pause', 'resume', 'end'].includes(step);

interface StepDialogProps {
  readonly of: Promotion;
  readonly step: AskedStep;
  readonly life: Life;
  readonly onClose: () => void;
}

/** Asks before a step that members feel, and for its reason. It closes once the step is taken, or the answer is no. */
export const StepDialog = ({ of, step, life, onClose }: StepDialogProps) => {
  const say = usePromotionsSay();
  const stepText = useStepText();
  const [reason, setReason] = useState('');
  const hasReason = step !== 'publish';
  const act = step === 'publish' && beginsLater(of, new Date()) ? 'life.schedule' : (`life.${step}` as const);
  return (
    <FormDialog
      title={say(`life.${step}.title`, { name: of.name })}
      text={stepText(step, of)}
      act={say(act)}
      busy={life.isBusy ? say(`life.${step}.busy`) : undefined}
      isDangerous={step === 'end'}
      onSubmit={() => void life.run({ step, ...(hasReason && { reason: reason.trim() }) })}
      onClose={onClose}
    >
      {hasReason && (
        <Field
          label={say('life.reason')}
          hint={say('life.reason.hint')}
          isOptional
          value={reason}
          onChange={setReason}
          maxLength={reasonMost}
          autoFocus
        />
      )}
      <FormProblem failure={life.failure} text={life.refusal && say(life.refusal)} />
    </FormDialog>
  );
};
