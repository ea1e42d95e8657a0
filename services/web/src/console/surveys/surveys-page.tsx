import type { Survey } from '@vafa/client';
import { useQueryClient } from '@tanstack/react-query';
import { ClipboardList, Plus } from 'lucide-react';
import { api } from '../../api/client.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { formatDay } from '../../kit/formats/dates.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { Empty } from '../../kit/states.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useMay } from '../../sign-in/use-session.ts';
import { useFilters } from '../parts/filters.ts';
import { CsvButton, ListTable, type ListColumn } from '../parts/list-table.tsx';
import { Columns, Page } from '../parts/page.tsx';
import { useList } from '../parts/use-list.ts';
import { ResultsCard } from './results-card.tsx';
import { SurveyForm } from './survey-form.tsx';
import { useSurveysSay } from './say.ts';
import styles from './surveys.module.css';

const useColumns = (onOpen: (id: string) => void): readonly ListColumn<Survey>[] => {
  const say = useSurveysSay();
  const may = useMay();
  const days = useDays();
  const { language } = useClub();
  return [
    {
      id: 'title',
      name: say('surveys.col.title'),
      text: ({ title }) => title,
      show: ({ id, title }) => (
        <span className={styles.name}>
          {may('getSurveyResults') ? (
            <Button kind="link" onPress={() => onOpen(id)}>
              <bdi>{title}</bdi>
            </Button>
          ) : (
            <bdi>{title}</bdi>
          )}
        </span>
      ),
    },
    {
      id: 'questions',
      name: say('surveys.col.questions'),
      isFigures: true,
      text: ({ questions }) => String(questions.length),
      show: ({ questions }) => formatNumber(questions.length, language),
    },
    {
      id: 'points',
      name: say('surveys.col.points'),
      isFigures: true,
      text: ({ points }) => String(points),
      show: ({ points }) => formatNumber(points, language),
    },
    {
      id: 'asked',
      name: say('surveys.col.asked'),
      text: ({ ask_after_sale: asked }) => say(asked ? 'surveys.yes' : 'surveys.no'),
      show: ({ ask_after_sale: asked }) => say(asked ? 'surveys.yes' : 'surveys.no'),
    },
    {
      id: 'made',
      name: say('surveys.col.made'),
      text: ({ created_at: at }) => at,
      show: ({ created_at: at }) => formatDay(new Date(at), days),
    },
  ];
};

/** What members are asked, and what they answered. */
export const SurveysPage = () => {
  const say = useSurveysSay();
  const may = useMay();
  const queries = useQueryClient();
  const { values, set } = useFilters(['survey', 'form']);
  const columns = useColumns((id) => set({ survey: id, form: '' }));
  const list = useList('listSurveys');
  const make = may('createSurvey') && (
    <Button kind="primary" onPress={() => set({ form: 'new', survey: '' })}>
      <Icon of={Plus} size="sm" />
      {say('surveys.new')}
    </Button>
  );
  const table = (
    <Card isBare>
      <ListTable
        label={say('surveys.label')}
        columns={columns}
        list={list}
        idOf={({ id }) => id}
        failed={say('surveys.failed')}
        empty={<Empty icon={ClipboardList} title={say('surveys.empty')} text={say('surveys.empty.text')} acts={make} />}
      />
    </Card>
  );
  const form = (
    <SurveyForm
      onCancel={() => set({ form: '' })}
      onMade={({ title }) => {
        tellDone(say('survey.made', { title }));
        set({ form: '' });
        void queries.invalidateQueries({ queryKey: ['list', 'listSurveys'] });
      }}
    />
  );
  return (
    <Page
      title={say('surveys.title')}
      scope={say('surveys.scope')}
      acts={
        <>
          <CsvButton name="surveys" columns={columns} readAll={() => api.items('listSurveys')} />
          {make}
        </>
      }
    >
      {values.survey !== '' && may('getSurveyResults') ? (
        <ResultsCard id={values.survey} onClose={() => set({ survey: '' })} />
      ) : values.form === 'new' ? (
        <Columns main={table} side={form} />
      ) : (
        table
      )}
    </Page>
  );
};
