import type { ImportPreview } from '@vafa/client';
import { Card } from '../../kit/card.tsx';
import { Columns, Stack } from '../parts/page.tsx';
import { ColumnsCard } from './columns-card.tsx';
import { PreviewCard } from './preview-card.tsx';
import { QuestionList } from './question-list.tsx';
import { RulesCard } from './rules-card.tsx';
import { useImportsSay } from './say.ts';
import type { NewImport } from './use-new-import.ts';
import styles from './imports.module.css';

interface ColumnsStepProps {
  readonly made: NewImport;
  readonly preview: ImportPreview;
}

/** Then its columns, what it leaves open, and its first rows as they would be recorded. */
export const ColumnsStep = ({ made: { guidance, change, isReading }, preview }: ColumnsStepProps) => {
  const say = useImportsSay();
  const { questions, mapping, rows } = preview;
  return (
    <div className={styles.cards} aria-busy={isReading}>
      <Columns
        main={
          <ColumnsCard
            preview={preview}
            said={guidance.mapping.columns}
            onColumns={(columns) => change({ mapping: { ...guidance.mapping, columns } })}
          />
        }
        side={
          <Stack>
            {questions.length > 0 && (
              <Card title={say('questions.title')} scope={say('questions.scope')}>
                <QuestionList
                  questions={questions}
                  answers={guidance.answers}
                  onAnswer={(id, value) => change({ answers: { ...guidance.answers, [id]: value } })}
                />
              </Card>
            )}
            <RulesCard mapping={mapping} onChange={(part) => change({ mapping: { ...guidance.mapping, ...part } })} />
          </Stack>
        }
      />
      <PreviewCard rows={rows} />
    </div>
  );
};
