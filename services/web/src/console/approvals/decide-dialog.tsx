import type { Approval } from '@vafa/client';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { Field } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useChanged } from '../parts/use-changed.ts';
import { useConsoleSay } from '../words/say.ts';

export type Act = 'approve' | 'reject' | 'withdraw';

const problems = {
  approval_decided: 'approvals.decided',
  approval_over: 'approvals.over',
  asker_may_not: 'approvals.asker-may-not',
  own_approval: 'approvals.own',
} as const;

const problemOf = (code: string | undefined) => Object.entries(problems).find(([name]) => name === code)?.[1];

interface DecideDialogProps {
  readonly of: Approval;
  readonly act: Act;
  readonly onClose: () => void;
}

/** Says yes or no to what somebody else asked for, or takes the own request back. */
export const DecideDialog = ({ of, act, onClose }: DecideDialogProps) => {
  const say = useConsoleSay();
  const changed = useChanged();
  const [note, setNote] = useState('');
  const [isTried, setTried] = useState(false);
  const path = { approval_id: of.id };
  const write = useWrite(
    (text: string, key) => {
      if (act === 'withdraw') return api.call('withdraw', { path, body: {}, key });
      if (act === 'reject') return api.call('reject', { path, body: { note: text }, key });
      return api.call('approve', { path, body: { ...(text !== '' && { note: text }) }, key });
    },
    ({ state }) => {
      changed();
      if (state !== 'failed') tellDone(say(`approvals.told.${state}`));
      onClose();
    },
  );
  const isMissing = act === 'reject' && note.trim() === '';
  const submit = (): void => {
    setTried(true);
    if (!isMissing) void write.run(note.trim());
  };
  const known = problemOf(write.code);
  return (
    <FormDialog
      title={say(`approvals.${act}-title`)}
      text={say(`approvals.${act}-text`, { name: of.asked_by_name })}
      act={say(`approvals.${act}`)}
      busy={write.isBusy ? say('approvals.busy') : undefined}
      isDangerous={act === 'reject'}
      onSubmit={submit}
      onClose={onClose}
    >
      {act !== 'withdraw' && (
        <Field
          label={say('approvals.note')}
          hint={say('approvals.note-hint')}
          error={isTried && isMissing ? say('approvals.note-missing') : undefined}
          isOptional={act === 'approve'}
          value={note}
          onChange={setNote}
          isLong
          autoFocus
        />
      )}
      <FormProblem {...(known === undefined ? { failure: write.failure } : { text: say(known) })} />
    </FormDialog>
  );
};
