import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { failureOf } from '../../api/failures.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { BarRows } from '../../kit/charts/bar-rows.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { formatNumber, formatPercent } from '../../kit/formats/numbers.ts';
import { Failed, Loading } from '../../kit/states.tsx';
import { Stats } from '../../kit/stat.tsx';
import { Stack } from '../parts/page.tsx';
import { useSurveysSay } from './say.ts';
import styles from './surveys.module.css';

const signed = (value: number, language: 'fa' | 'en'): string => formatNumber(value, language);

/** What members answered, question by question. */
export const ResultsCard = ({ id, onClose }: { readonly id: string; readonly onClose: () => void }) => {
  const say = useSurveysSay();
  const { language } = useClub();
  const { data, error, refetch } = useQuery({
    queryKey: ['survey', id],
    queryFn: () => api.call('getSurveyResults', { path: { survey_id: id } }),
  });
  if (data === undefined)
    return (
      <Card isBare>
        {error === null ? (
          <Loading />
        ) : (
          <Failed what={say('survey.failed')} failure={failureOf(error, say)} onRetry={() => void refetch()} />
        )}
      </Card>
    );
  const { survey, asked, answered, questions } = data;
  const number = (value: number): string => formatNumber(value, language);
  const nps = questions.find(({ kind }) => kind === 'nps');
  const textOf = (question: string): string => survey.questions.find((each) => each.id === question)?.text ?? question;
  return (
    <Stack>
      <div className={styles.head}>
        <h2>
          <bdi>{say('survey.results', { title: survey.title })}</bdi>
        </h2>
        <Button small onPress={onClose}>
          {say('survey.all')}
        </Button>
      </div>
      <Stats
        stats={[
          { name: say('survey.asked'), value: number(asked), more: '' },
          {
            name: say('survey.answered'),
            value: number(answered),
            more:
              asked === 0
                ? ''
                : say('survey.rate', {
                    share: formatPercent(Math.min(100, Math.round((answered / asked) * 100)), language),
                  }),
          },
          ...(nps === undefined || nps.answers === 0
            ? []
            : [{ name: say('survey.nps'), value: signed(nps.nps ?? 0, language), more: say('survey.nps.more') }]),
        ]}
      />
      {questions.map((question) => (
        <Card key={question.question_id} title={textOf(question.question_id)}>
          {question.answers === 0 ? (
            <p className={styles.hint}>{say('survey.none')}</p>
          ) : question.kind === 'nps' ? (
            <BarRows
              kind="brand"
              rows={(['promoters', 'passives', 'detractors'] as const).map((group) => ({
                id: group,
                name: say(`survey.${group}`),
                value: question[group],
                shown: number(question[group]),
              }))}
            />
          ) : (
            <ul className={styles.texts} aria-label={say('survey.texts', { count: question.texts.length })}>
              {question.texts.map((text, at) => (
                <li key={at}>
                  <bdi>{text}</bdi>
                </li>
              ))}
            </ul>
          )}
        </Card>
      ))}
    </Stack>
  );
};
