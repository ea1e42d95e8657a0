import { MessageCircleQuestion } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { Button } from '../../kit/button.tsx';
import { useDays } from '../../kit/club-settings.tsx';
import { Field } from '../../kit/field.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatRelative } from '../../kit/formats/relative.ts';
import { Empty } from '../../kit/states.tsx';
import { LeftDraft } from '../../drafts/left-draft.tsx';
import { useDraft } from '../../drafts/use-draft.ts';
import styles from '../club.module.css';
import { Back, Ready, Since } from '../parts/parts.tsx';
import { PlaceLink } from '../parts/place-link.tsx';
import { goTo } from '../place.ts';
import { useSay } from '../say.ts';
import { useComplaints, useRenew } from '../seen.ts';

export const tones = { open: 'warn', answered: 'good', closed: undefined } as const;

interface Begun {
  readonly subject: string;
  readonly text: string;
}

const nothing: Begun = { subject: '', text: '' };

const begunOf = (kept: unknown): Begun | undefined => {
  const { subject, text } = kept as Partial<Begun>;
  return typeof subject === 'string' && typeof text === 'string' ? { subject, text } : undefined;
};

const NewComplaint = () => {
  const say = useSay();
  const renew = useRenew();
  const draft = useDraft('complaint', nothing, begunOf);
  const { subject, text } = draft.value;
  const change = (part: Partial<Begun>): void => draft.set((now) => ({ ...now, ...part }));
  const [isTried, setTried] = useState(false);
  const write = useWrite(
    (body: Begun, key) => draft.send(draft.value, () => api.call('openMyComplaint', { body, key })),
    ({ id }, isHere) => {
      renew('complaints');
      setTried(false);
      if (isHere) goTo(`complaint/${id}`);
    },
  );
  const missing = (value: string): string | undefined =>
    isTried && value.trim() === '' ? say('complaint.missing') : undefined;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (subject.trim() !== '' && text.trim() !== '') void write.run({ subject: subject.trim(), text: text.trim() });
      }}
    >
      <LeftDraft draft={draft} />
      <Field
        label={say('complaint.subject')}
        value={subject}
        onChange={(typed) => change({ subject: typed })}
        error={missing(subject)}
      />
      <Field
        label={say('complaint.text')}
        value={text}
        onChange={(typed) => change({ text: typed })}
        error={missing(text)}
        isLong
      />
      <FormProblem failure={write.failure} />
      <Button type="submit" kind="primary" wide busy={write.isBusy ? say('complaint.sending') : undefined}>
        {say('complaint.send')}
      </Button>
    </form>
  );
};

/** What was not right, and what became of it. */
export const ComplaintsPage = () => {
  const say = useSay();
  const days = useDays();
  const complaints = useComplaints();
  return (
    <>
      <Back to="me" />
      <h1 className={styles.question}>{say('complaint.title')}</h1>
      <section className={styles.tile}>
        <h2 className={styles.sec}>{say('complaint.new')}</h2>
        <NewComplaint />
      </section>
      <h2 className={styles.sec}>{say('complaint.mine')}</h2>
      <Since of={complaints} />
      <Ready of={complaints} what={say('complaint.failed')}>
        {(all) =>
          all.length === 0 ? (
            <section className={styles.tile}>
              <Empty icon={MessageCircleQuestion} title={say('complaint.none')} text={say('complaint.none-text')} />
            </section>
          ) : (
            <div className={styles.list}>
              {all.map(({ id, subject, status, opened_at: at }) => (
                <PlaceLink key={id} to={`complaint/${id}`} className={styles.row}>
                  <span className={styles.grow}>
                    <b>
                      <bdi>{subject}</bdi>
                    </b>
                    <small>{formatRelative(new Date(at), new Date(), days)}</small>
                  </span>
                  <span className={styles.state} data-tone={tones[status]}>
                    {say(`complaint.${status}`)}
                  </span>
                </PlaceLink>
              ))}
            </div>
          )
        }
      </Ready>
    </>
  );
};
