import type { ImportQuestion } from '@vafa/client';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { Choices } from '../../kit/choices.tsx';
import { useImportsSay } from './say.ts';
import { shownReading } from './shown-reading.ts';
import styles from './imports.module.css';

interface QuestionListProps {
  readonly questions: readonly ImportQuestion[];
  readonly answers: Readonly<Record<string, string>>;
  readonly onAnswer: (id: string, value: string) => void;
}

const Examples = ({ examples }: { readonly examples: ImportQuestion['options'][number]['examples'] }) => {
  const say = useImportsSay();
  const days = useDays();
  const told = examples.slice(0, 2).map(({ from, to }) => {
    const shown = shownReading(to, days);
    return from === to ? from : say('questions.example', { from, to: shown });
  });
  return (
    <>
      {told.map((text, at) => (
        <span key={at} className={styles.line}>
          <bdi>{text}</bdi>
        </span>
      ))}
    </>
  );
};

/** What only a person can say of a file, with what each answer would make of it. */
export const QuestionList = ({ questions, answers, onAnswer }: QuestionListProps) => {
  const { language } = useClub();
  return (
    <div className={styles.questions}>
      {questions.map(({ id, text, options }) => (
        <Choices
          key={id}
          label={text[language]}
          value={answers[id] ?? ''}
          onChoose={(value) => onAnswer(id, value)}
          options={options.map(({ value, label, examples }) => ({
            id: value,
            name: label[language],
            more: <Examples examples={examples} />,
          }))}
        />
      ))}
    </div>
  );
};
