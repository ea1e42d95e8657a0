import { useNavigate } from '@tanstack/react-router';
import { FileSpreadsheet } from 'lucide-react';
import { Button } from '../../kit/button.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { Steps } from '../../kit/steps.tsx';
import { ChangedBetween } from '../parts/changed-between.tsx';
import { Page, Stack } from '../parts/page.tsx';
import { ColumnsStep } from './columns-step.tsx';
import { DryCards } from './dry-cards.tsx';
import { FileStep } from './file-step.tsx';
import { NewImportFoot } from './new-import-foot.tsx';
import { useImportsSay } from './say.ts';
import { stepNames } from './step-names.ts';
import { useNewImport } from './use-new-import.ts';
import { useShownSource } from './use-source-between.ts';
import styles from './imports.module.css';

const kibi = 1024;

const FileScope = ({ file: { name, size } }: { readonly file: File }) => {
  const say = useImportsSay();
  const { language } = useClub();
  const inUnits = (unit: number): string => formatNumber(Math.max(1, Math.round(size / unit)), language);
  return (
    <span className={styles.file}>
      <Icon of={FileSpreadsheet} size="sm" />
      <bdi>{name}</bdi> ·{' '}
      {size >= kibi * kibi
        ? say('file.size', { size: inUnits(kibi * kibi) })
        : say('file.size.small', { size: inUnits(kibi) })}
    </span>
  );
};

/** From a file to its import: columns, questions, a dry run, and only then what is recorded. */
export const NewImportPage = () => {
  const say = useImportsSay();
  const navigate = useNavigate();
  const made = useNewImport();
  const shownSource = useShownSource(made.between);
  const { file, preview, at, failure, fault, begin, beginFault } = made;
  const figures = preview?.figures ?? null;
  return (
    <Page
      title={say('new.title')}
      scope={file === undefined ? say('new.scope') : <FileScope file={file} />}
      acts={
        <Button kind="quiet" onPress={() => void navigate({ to: '/imports' })}>
          {say('new.discard')}
        </Button>
      }
    >
      <Steps label={say('steps.label')} names={stepNames.map((id) => say(id))} at={at} />
      <Stack>
        <FormProblem failure={failure} text={fault} />
        {at === 0 && (
          <FileStep
            reading={made.isReading ? file?.name : undefined}
            source={made.guidance.source}
            onSource={made.setSource}
            onFile={made.take}
          />
        )}
        {at === 1 && preview !== undefined && <ColumnsStep made={made} preview={preview} />}
        {at === 2 && figures !== null && <DryCards figures={figures} />}
        {made.between === undefined ? (
          <FormProblem failure={begin.failure} text={beginFault} />
        ) : (
          <ChangedBetween between={made.between} settings={shownSource} isBusy={begin.isBusy} />
        )}
      </Stack>
      {at > 0 && preview !== undefined && <NewImportFoot made={made} preview={preview} />}
    </Page>
  );
};
