import { OctagonX } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { Icon } from '../../kit/icon.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useChanged } from '../parts/use-changed.ts';
import { usePromotionsSay } from './say.ts';

export const reasonMost = 500;

/** Pauses everything in one step, once a reason is written. */
export const StopAll = () => {
  const say = usePromotionsSay();
  const changed = useChanged();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const close = (): void => {
    setOpen(false);
    setReason('');
    setTried(false);
  };
  const write = useWrite(
    (text: string, key) => api.call('stopPromotions', { body: { reason: text }, key }),
    ({ stopped }) => {
      changed();
      tellDone(say('stop.done', { count: stopped }));
      close();
    },
  );
  const isMissing = reason.trim() === '';
  return (
    <>
      <Button
        kind="danger"
        onPress={() => {
          write.forget();
          setOpen(true);
        }}
      >
        <Icon of={OctagonX} size="sm" />
        {say('stop.open')}
      </Button>
      {isOpen && (
        <FormDialog
          title={say('stop.title')}
          text={say('stop.text')}
          act={say('stop.do')}
          busy={write.isBusy ? say('stop.busy') : undefined}
          isDangerous
          onSubmit={() => {
            setTried(true);
            if (!isMissing) void write.run(reason.trim());
          }}
          onClose={close}
        >
          <Field
            label={say('stop.reason')}
            hint={say('stop.reason.hint')}
            error={isTried && isMissing ? say('stop.need') : undefined}
            value={reason}
            onChange={setReason}
            maxLength={reasonMost}
            autoFocus
          />
          <FormProblem failure={write.failure} />
        </FormDialog>
      )}
    </>
  );
};
