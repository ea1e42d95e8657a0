import { ClipboardCheck } from 'lucide-react';
import { useState } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { Button } from '../../kit/button.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { Field } from '../../kit/field.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Empty } from '../../kit/states.tsx';
import { tellDone } from '../../kit/toast.tsx';
import styles from '../club.module.css';
import { Back, PointsMark, Ready } from '../parts/parts.tsx';
import { useDraft } from '../../drafts/use-draft.ts';
import { goTo } from '../place.ts';
import { useSay } from '../say.ts';
import { useRenew, useSurveys, type MySurvey } from '../seen.ts';

type Given = Readonly<Record<string, string>>;

const nothing: Given = {};

const givenOf = (kept: unknown): Given =>
  Object.fromEntries(Object.entries(kept ?? {}).map(([id, said]) => [id, String(said)]));

const scores = Array.from({ length: 11 }, (_, score) => score);

const Scale = ({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) => {
  const say = useSay();
  const { language } = useClub();
  return (
    <>
      <RadioGroup
        aria-label={label}
        value={value === '' ? null : value}
        onChange={onChange}
        orientation="horizontal"
        className={styles.scale ?? ''}
      >
        {scores.map((score) => (
          <Radio key={score} value={String(score)} className={styles.score ?? ''}>
            {formatNumber(score, language)}
          </Radio>
        ))}
      </RadioGroup>
      <div className={styles.ends} aria-hidden>
        <span>{say('survey.not-at-all')}</span>
        <span>{say('survey.certainly')}</span>
      </div>
    </>
  );
};

/** One question at a time; what was said stays until it is sent. */
const Questions = ({ survey }: { readonly survey: MySurvey }) => {
  const say = useSay();
  const { name } = useClub();
  const renew = useRenew();
  const { questions } = survey;
  const [at, setAt] = useState(0);
  const draft = useDraft<Given>(`survey/${survey.id}`, nothing, givenOf);
  const { value: given } = draft;
  const write = useWrite(
    (said: Given, key) => {
      const answers = questions.flatMap(({ id, kind }) => {
        const value = said[id]?.trim() ?? '';
        if (value === '') return [];
        return [{ question_id: id, ...(kind === 'nps' ? { score: Number(value) } : { text: value }) }];
      });
      const path = { survey_id: survey.id };
      return draft.send(said, () => api.call('answerMySurvey', { path, body: { answers }, key }));
    },
    (_answer, isHere) => {
      renew('surveys', 'accounts', 'statement');
      tellDone(say('survey.done'));
      if (isHere) goTo('', 'replace');
    },
  );
  const question = questions[at];
  if (question === undefined) return null;
  const value = given[question.id] ?? '';
  const isLast = at === questions.length - 1;
  const isSaid = value.trim() !== '';
  const isSomething = questions.some(({ id }) => (given[id] ?? '').trim() !== '');
  const next = (): void => {
    if (isLast) void write.run(given);
    else setAt(at + 1);
  };
  const say1 = (text: string): void => draft.set((now) => ({ ...now, [question.id]: text }));
  return (
    <>
      <div className={styles.steps} role="img" aria-label={say('survey.step', { at: at + 1, of: questions.length })}>
        {questions.map(({ id }, place) => (
          <span key={id} data-on={place <= at || undefined} />
        ))}
      </div>
      <h1 className={styles.question}>
        <bdi>{question.text}</bdi>
      </h1>
      <p className={styles.lead}>
        <bdi>{survey.title}</bdi>
      </p>
      {question.kind === 'nps' ? (
        <Scale key={question.id} label={question.text} value={value} onChange={say1} />
      ) : (
        <Field
          key={question.id}
          label={say('survey.answer')}
          isOptional={!question.required}
          isLong
          value={value}
          onChange={say1}
        />
      )}
      <p className={styles.note}>{say('survey.who-sees', { club: name })}</p>
      <FormProblem failure={write.failure} />
      <div className={styles.bottom}>
        <Button
          kind="primary"
          wide
          isDisabled={question.required ? !isSaid : isLast && !isSomething}
          busy={write.isBusy ? say('survey.sending') : undefined}
          onPress={next}
        >
          {say(isLast ? 'survey.send' : 'survey.next')}
        </Button>
        {at > 0 ? (
          <Button kind="quiet" wide onPress={() => setAt(at - 1)}>
            {say('survey.before')}
          </Button>
        ) : (
          !question.required &&
          !isLast && (
            <Button kind="quiet" wide onPress={next}>
              {say('survey.skip')}
            </Button>
          )
        )}
      </div>
    </>
  );
};

export const SurveyPage = ({ id }: { readonly id: string }) => {
  const say = useSay();
  const surveys = useSurveys();
  const survey = surveys.data?.find((each) => each.id === id);
  return (
    <>
      <Back
        to=""
        aside={survey && survey.points > 0 && survey.answered_at === null && <PointsMark points={survey.points} />}
      />
      <Ready of={surveys} what={say('survey.failed')} isAlone>
        {() =>
          survey && survey.answered_at === null ? (
            <Questions key={survey.id} survey={survey} />
          ) : (
            <section className={styles.tile}>
              <h1 className={styles.hidden}>{say('survey.answered')}</h1>
              <Empty icon={ClipboardCheck} title={say('survey.answered')} text={say('survey.answered-text')} />
            </section>
          )
        }
      </Ready>
    </>
  );
};
