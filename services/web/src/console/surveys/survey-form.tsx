import type { NewSurvey, Survey } from '@vafa/client';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { Button, IconButton } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { Field, NumberField, Switch, Tick } from '../../kit/field.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { anyPoints, isTaken } from '../../kit/formats/number-range.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { Select } from '../../kit/select.tsx';
import { LeftDraft } from '../../drafts/left-draft.tsx';
import { useDraft } from '../../drafts/use-draft.ts';
import { begunOf, nothing, type Asked, type Begun } from './begun.ts';
import { useSurveysSay } from './say.ts';
import styles from './surveys.module.css';

const questionsMax = 20;

interface QuestionProps {
  readonly asked: Asked;
  readonly number: string;
  readonly onChange: (asked: Asked) => void;
  readonly onRemove: (() => void) | undefined;
}

const Question = ({ asked, number, onChange, onRemove }: QuestionProps) => {
  const say = useSurveysSay();
  return (
    <fieldset className={styles.question}>
      <legend>{say('survey.question', { number })}</legend>
      <Field
        label={say('survey.question', { number })}
        value={asked.text}
        onChange={(text) => onChange({ ...asked, text: text.slice(0, 300) })}
      />
      <Select
        label={say('survey.kind')}
        defaultValue={asked.kind}
        options={(['nps', 'free'] as const).map((id) => ({ id, name: say(`survey.kind.${id}`) }))}
        onChoose={(kind) => onChange({ ...asked, kind: kind as Asked['kind'] })}
      />
      <div className={styles.between}>
        <Tick isSelected={asked.required} onChange={(required) => onChange({ ...asked, required })}>
          {say('survey.required')}
        </Tick>
        {onRemove !== undefined && (
          <IconButton label={say('survey.remove', { number })} onPress={onRemove}>
            <Icon of={X} size="sm" />
          </IconButton>
        )}
      </div>
    </fieldset>
  );
};

interface SurveyFormProps {
  readonly onMade: (survey: Survey) => void;
  readonly onCancel: () => void;
}

/** A survey with its questions. */
export const SurveyForm = ({ onMade, onCancel }: SurveyFormProps) => {
  const say = useSurveysSay();
  const { language } = useClub();
  const draft = useDraft('survey', nothing, begunOf);
  const { title, code, points, isAfterSale, questions } = draft.value;
  const change = (part: Partial<Begun>): void => draft.set((now) => ({ ...now, ...part }));
  const setQuestions = (asked: readonly Asked[]): void => change({ questions: asked });
  const [isTried, setTried] = useState(false);
  const write = useWrite(
    (body: NewSurvey, key) => draft.send(draft.value, () => api.call('createSurvey', { body, key })),
    onMade,
  );
  const isPointsRight = Number.isNaN(points) || isTaken(points, anyPoints);
  const isWhole =
    title.trim() !== '' && code.trim() !== '' && questions.every(({ text }) => text.trim() !== '') && isPointsRight;
  const send = (): void => {
    setTried(true);
    if (!isWhole) return;
    void write.run({
      title: title.trim(),
      code: code.trim(),
      points: Number.isNaN(points) ? 0 : points,
      ask_after_sale: isAfterSale,
      questions: questions.map(({ key, kind, text, required }) => ({
        id: `q${String(key)}`,
        kind,
        text: text.trim(),
        required,
      })),
    });
  };
  return (
    <Card title={say('survey.form')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <LeftDraft draft={draft} />
        <Field
          label={say('survey.title')}
          autoFocus
          value={title}
          onChange={(text) => change({ title: text.slice(0, 120) })}
        />
        <Field
          label={say('survey.code')}
          hint={say('survey.code.hint')}
          isLtr
          value={code}
          onChange={(text) => change({ code: text.slice(0, 60) })}
        />
        {questions.map((asked, at) => (
          <Question
            key={asked.key}
            asked={asked}
            number={formatNumber(at + 1, language)}
            onChange={(changed) => setQuestions(questions.map((each) => (each.key === asked.key ? changed : each)))}
            onRemove={
              questions.length > 1 ? () => setQuestions(questions.filter(({ key }) => key !== asked.key)) : undefined
            }
          />
        ))}
        <div>
          <Button
            kind="link"
            isDisabled={questions.length >= questionsMax}
            onPress={() =>
              setQuestions([
                ...questions,
                { key: Math.max(...questions.map(({ key }) => key)) + 1, kind: 'free', text: '', required: false },
              ])
            }
          >
            <Icon of={Plus} size="sm" />
            {say('survey.add')}
          </Button>
        </div>
        <NumberField
          label={say('survey.points')}
          unit={say('survey.points.unit')}
          {...anyPoints}
          value={points}
          onChange={(given) => change({ points: given })}
        />
        <Switch isSelected={isAfterSale} onChange={(isAfter) => change({ isAfterSale: isAfter })}>
          {say('survey.after-sale')}
        </Switch>
        <FormProblem failure={write.failure} text={isTried && !isWhole ? say('survey.need') : undefined} />
        <div className={styles.acts}>
          <Button type="submit" kind="primary" busy={write.isBusy ? say('survey.making') : undefined}>
            {say('survey.make')}
          </Button>
          <Button
            kind="quiet"
            onPress={() => {
              draft.discard();
              onCancel();
            }}
          >
            {say('survey.discard')}
          </Button>
        </div>
      </form>
    </Card>
  );
};
