import { MessageCircleQuestion } from 'lucide-react';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { Button } from '../../kit/button.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { Field } from '../../kit/field.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatDay, formatTime } from '../../kit/formats/dates.ts';
import { formatRelative } from '../../kit/formats/relative.ts';
import { Empty } from '../../kit/states.tsx';
import { LeftDraft } from '../../drafts/left-draft.tsx';
import { textOf, useDraft } from '../../drafts/use-draft.ts';
import styles from '../club.module.css';
import { Back, Ready, Since } from '../parts/parts.tsx';
import { useSay } from '../say.ts';
import { useComplaints, useRenew, type Complaint } from '../seen.ts';
import { tones } from './complaints.tsx';

const Said = ({ text, who, at, isMine }: { text: string; who: string; at: string; isMine: boolean }) => {
  const days = useDays();
  return (
    <li className={styles.said} data-mine={isMine || undefined}>
      <bdi>{text}</bdi>
      <small>
        <bdi>{who}</bdi> · {formatRelative(new Date(at), new Date(), days)}
      </small>
    </li>
  );
};

const Addition = ({ id }: { readonly id: string }) => {
  const say = useSay();
  const renew = useRenew();
  const draft = useDraft(`complaint/${id}`, '', textOf);
  const { value: text } = draft;
  const write = useWrite(
    (body: { text: string }, key) =>
      draft.send(text, () => api.call('addToMyComplaint', { path: { complaint_id: id }, body, key })),
    () => renew('complaints'),
  );
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') void write.run({ text: text.trim() });
      }}
    >
      <LeftDraft draft={draft} />
      <Field label={say('complaint.add')} value={text} onChange={draft.set} isLong />
      <FormProblem failure={write.failure} />
      <Button
        type="submit"
        kind="primary"
        wide
        isDisabled={text.trim() === ''}
        busy={write.isBusy ? say('complaint.sending') : undefined}
      >
        {say('complaint.add-send')}
      </Button>
    </form>
  );
};

const Thread = ({ complaint }: { readonly complaint: Complaint }) => {
  const say = useSay();
  const days = useDays();
  const { name } = useClub();
  const { id, subject, text, status, opened_at: at, promised_by: promised, answers } = complaint;
  const end = new Date(promised);
  return (
    <>
      <h1 className={styles.question}>
        <bdi>{subject}</bdi>
      </h1>
      {status === 'open' && (
        <p className={styles.soft}>
          {say('complaint.promised', { day: formatDay(end, days), time: formatTime(end, days) })}
        </p>
      )}
      <ul className={styles.thread}>
        <Said text={text} who={say('complaint.you')} at={at} isMine />
        {answers.map((answer) => (
          <Said
            key={answer.id}
            text={answer.text}
            who={answer.by_member ? say('complaint.you') : name}
            at={answer.at}
            isMine={answer.by_member}
          />
        ))}
      </ul>
      {status === 'closed' ? (
        <p className={styles.note}>{say('complaint.is-closed')}</p>
      ) : (
        <Addition key={id} id={id} />
      )}
    </>
  );
};

/** A complaint with all that was said of it. */
export const ComplaintPage = ({ id }: { readonly id: string }) => {
  const say = useSay();
  const complaints = useComplaints();
  const complaint = complaints.data?.find((each) => each.id === id);
  return (
    <>
      <Back
        to="complaints"
        aside={
          complaint && (
            <span className={styles.state} data-tone={tones[complaint.status]}>
              {say(`complaint.${complaint.status}`)}
            </span>
          )
        }
      />
      <Since of={complaints} />
      <Ready of={complaints} what={say('complaint.failed')} isAlone>
        {() =>
          complaint ? (
            <Thread complaint={complaint} />
          ) : (
            <section className={styles.tile}>
              <h1 className={styles.hidden}>{say('complaint.gone')}</h1>
              <Empty icon={MessageCircleQuestion} title={say('complaint.gone')} text={say('complaint.none-text')} />
            </section>
          )
        }
      </Ready>
    </>
  );
};
