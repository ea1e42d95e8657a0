import type { Member } from '@vafa/client';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { Field } from '../../kit/field.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { LeftDraft } from '../../drafts/left-draft.tsx';
import { useDraft } from '../../drafts/use-draft.ts';
import { tellDone } from '../../kit/toast.tsx';
import { MemberPicker } from '../parts/member-picker.tsx';
import { Page } from '../parts/page.tsx';
import { begunOf, nothing, type Begun } from './begun.ts';
import { useServiceSay } from './say.ts';
import styles from './service.module.css';

/** Takes a complaint for a member who came, called or wrote. */
export const NewComplaintPage = () => {
  const say = useServiceSay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const draft = useDraft('complaint', nothing, begunOf);
  const { member, subject, text, sale } = draft.value;
  /** With phone and card, to be told from another one; only this page knows them. */
  const [found, setFound] = useState<Member>();
  const change = (changes: Partial<Begun>): void => draft.set((now) => ({ ...now, ...changes }));
  const [isTried, setTried] = useState(false);
  const write = useWrite(
    (body: { member_id: string; subject: string; text: string; sale_id?: string }, key) =>
      draft.send(draft.value, () => api.call('openComplaint', { body, key })),
    ({ id }, isHere) => {
      tellDone(say('take.taken'));
      void queries.invalidateQueries({ queryKey: ['list', 'listComplaints'] });
      if (isHere) void navigate({ to: '/service', search: { complaint: id } });
    },
  );
  const send = (): void => {
    setTried(true);
    if (member === undefined || subject.trim() === '' || text.trim() === '') return;
    void write.run({
      member_id: member.id,
      subject: subject.trim(),
      text: text.trim(),
      ...(sale.trim() !== '' && { sale_id: sale.trim() }),
    });
  };
  return (
    <Page title={say('take.title')} scope={say('take.scope')}>
      <div className={styles.narrow}>
        <Card>
          <form
            className={styles.form}
            onSubmit={(event) => {
              event.preventDefault();
              send();
            }}
          >
            <LeftDraft draft={draft} />
            <MemberPicker
              member={found !== undefined && found.id === member?.id ? found : member}
              onPick={(picked) => {
                setFound(picked);
                change({ member: picked && { id: picked.id, name: picked.name } });
              }}
              error={isTried && member === undefined ? say('take.needs-member') : undefined}
            />
            <Field
              label={say('take.subject')}
              hint={say('take.subject.hint')}
              error={isTried && subject.trim() === '' ? say('take.needs-subject') : undefined}
              value={subject}
              onChange={(typed) => change({ subject: typed.slice(0, 200) })}
            />
            <Field
              label={say('take.text')}
              hint={say('take.text.hint')}
              error={isTried && text.trim() === '' ? say('take.needs-text') : undefined}
              isLong
              value={text}
              onChange={(typed) => change({ text: typed.slice(0, 4_000) })}
            />
            <Field
              label={say('take.sale')}
              hint={say('take.sale.hint')}
              isOptional
              isLtr
              value={sale}
              onChange={(typed) => change({ sale: typed })}
            />
            <FormProblem failure={write.failure} />
            <div className={styles.acts}>
              <Button type="submit" kind="primary" busy={write.isBusy ? say('take.sending') : undefined}>
                {say('take.send')}
              </Button>
            </div>
          </form>
        </Card>
      </div>
    </Page>
  );
};
