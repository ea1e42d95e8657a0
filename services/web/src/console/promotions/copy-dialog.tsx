import type { Promotion } from '@vafa/client';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { Field } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useChanged } from '../parts/use-changed.ts';
import { usePromotionsSay } from './say.ts';
import { codePattern } from './written.ts';

const nameMost = 200;
const codeMost = 40;

/** Writes what a promotion says as a new draft, under another code. */
export const CopyDialog = ({ of, onClose }: { readonly of: Promotion; readonly onClose: () => void }) => {
  const say = usePromotionsSay();
  const changed = useChanged();
  const navigate = useNavigate();
  const [code, setCode] = useState(`${of.code.slice(0, codeMost - 2)}-2`);
  const [name, setName] = useState(of.name);
  const [isTried, setTried] = useState(false);
  const write = useWrite(
    (body: { readonly code: string; readonly name: string }, key) =>
      api.call('copyPromotion', { path: { code: of.code }, body, key }),
    (made, isHere) => {
      changed();
      tellDone(say('life.copy.done', { name: made.name }));
      onClose();
      if (isHere) void navigate({ to: '/promotions/$promotion', params: { promotion: made.code } });
    },
  );
  const isWrong = !codePattern.test(code);
  const isNameless = name.trim() === '';
  return (
    <FormDialog
      title={say('life.copy.title', { name: of.name })}
      text={say('life.copy.text')}
      act={say('life.copy')}
      busy={write.isBusy ? say('life.copy.busy') : undefined}
      onSubmit={() => {
        setTried(true);
        if (!isWrong && !isNameless) void write.run({ code, name: name.trim() });
      }}
      onClose={onClose}
    >
      <Field
        label={say('edit.code')}
        hint={say('edit.code.hint')}
        error={isTried && isWrong ? say('edit.need.code') : undefined}
        isLtr
        autoFocus
        value={code}
        onChange={(text) => setCode(text.toLowerCase().slice(0, codeMost))}
      />
      <Field
        label={say('edit.name')}
        error={isTried && isNameless ? say('edit.need.name') : undefined}
        value={name}
        onChange={(text) => setName(text.slice(0, nameMost))}
      />
      <FormProblem
        failure={write.failure}
        text={write.code === 'promotion_code_taken' ? say('life.code-taken') : undefined}
      />
    </FormDialog>
  );
};
