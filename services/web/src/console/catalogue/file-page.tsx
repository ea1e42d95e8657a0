import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Banner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { DropFile } from '../../kit/drop-file.tsx';
import { Field } from '../../kit/field.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Ltr, None } from '../../kit/marks.tsx';
import { Table } from '../../kit/table.tsx';
import { useSignedIn } from '../../sign-in/use-session.ts';
import { LinkButton } from '../parts/link-button.tsx';
import { Page, Stack } from '../parts/page.tsx';
import { columnNames, goodsIn, type FileRow, type ReadFile } from './goods-file.ts';
import { useCatalogueSay, useGoodFault } from './say.ts';
import { useSendGoods, type RowFault } from './use-send-goods.ts';
import styles from './catalogue.module.css';

const previewed = 20;
const faultsShown = 200;

const Preview = ({ rows }: { readonly rows: readonly FileRow[] }) => {
  const say = useCatalogueSay();
  const { language } = useClub();
  const cell = (value: unknown) => (value === undefined ? <None /> : <bdi>{String(value)}</bdi>);
  return (
    <Table
      label={say('file.preview')}
      columns={[
        { id: 'sku', name: say('good.sku'), show: ({ good }: FileRow) => <Ltr>{good.sku}</Ltr> },
        { id: 'name', name: say('good.name'), show: ({ good }) => cell(good.name_fa ?? good.name_en) },
        { id: 'category', name: say('good.category'), show: ({ good }) => cell(good.category) },
        { id: 'brand', name: say('good.brand'), show: ({ good }) => cell(good.brand) },
        {
          id: 'fault',
          name: say('file.fault'),
          show: ({ fault, line }) =>
            fault === undefined ? (
              <None />
            ) : (
              <span className={styles.wrong}>
                {say('file.unreadable', { line: formatNumber(line, language) })} <Ltr>{fault}</Ltr>
              </span>
            ),
        },
      ]}
      items={rows.slice(0, previewed).map((row) => ({ ...row, id: String(row.line) }))}
    />
  );
};

const Faults = ({ faults }: { readonly faults: readonly RowFault[] }) => {
  const say = useCatalogueSay();
  const fault = useGoodFault();
  const { language } = useClub();
  return (
    <Card isBare title={say('file.faults')}>
      <Table
        label={say('file.faults')}
        columns={[
          { id: 'sku', name: say('good.sku'), show: ({ sku }: RowFault) => <Ltr>{sku}</Ltr> },
          { id: 'line', name: say('file.line'), isFigures: true, show: ({ line }) => formatNumber(line, language) },
          { id: 'why', name: say('file.fault'), show: ({ code }) => fault(code) },
        ]}
        items={faults.slice(0, faultsShown).map((each) => ({ ...each, id: String(each.line) }))}
      />
    </Card>
  );
};

/** What is wrong with the file as a whole. */
const problemOf = (read: ReadFile | undefined): 'file.no-sku' | 'file.no-rows' | undefined => {
  if (read === undefined) return undefined;
  if (!read.hasSku) return 'file.no-sku';
  return read.rows.length === 0 ? 'file.no-rows' : undefined;
};

/** Goods from a file or the clipboard: read here, shown, and sent part by part. */
export const FilePage = () => {
  const say = useCatalogueSay();
  const { language } = useClub();
  const { club } = useSignedIn();
  const [text, setText] = useState('');
  const { sent, isBusy, failure, send, forget } = useSendGoods();
  const read = useMemo(
    () => (text.trim() === '' ? undefined : goodsIn(text, club.currency_digits)),
    [text, club.currency_digits],
  );
  const take = (next: string): void => {
    setText(next);
    forget();
  };
  const problem = problemOf(read);
  const rows = read?.rows ?? [];
  const good = rows.filter(({ fault }) => fault === undefined);
  const unread: readonly RowFault[] = rows.flatMap(({ fault, line, good: { sku = '' } }) =>
    fault === undefined ? [] : [{ line, sku, code: 'unreadable' }],
  );
  const isDone = sent !== undefined && sent.done === good.length && !isBusy;
  const faults = sent === undefined ? [] : [...unread, ...sent.faults];
  return (
    <Page title={say('catalogue.file')} scope={say('file.scope')}>
      <Stack>
        <Card>
          <div className={styles.form}>
            <DropFile
              title={say('file.drop')}
              text={say('file.drop.text')}
              choose={say('file.choose')}
              accepts={['.csv', '.txt', 'text/csv', 'text/plain']}
              onFile={(file) => void file.text().then(take)}
            />
            <Field label={say('file.paste')} isOptional isLong isLtr value={text} onChange={take} />
            <p className={styles.hint}>
              {say('file.columns')} <Ltr>{columnNames.join(', ')}</Ltr>
            </p>
            {read !== undefined && read.ignored.length > 0 && (
              <Banner tone="warn" icon={TriangleAlert} title={say('file.ignored')}>
                <bdi>{read.ignored.join(', ')}</bdi>
              </Banner>
            )}
            <FormProblem failure={failure} text={problem && say(problem)} />
            {sent !== undefined && (
              <Banner
                tone={faults.length > 0 ? 'warn' : 'good'}
                icon={faults.length > 0 ? TriangleAlert : CircleCheck}
                title={say(isDone ? 'file.done' : 'file.so-far')}
              >
                {say('file.sums', {
                  saved: formatNumber(sent.saved, language),
                  unchanged: formatNumber(sent.unchanged, language),
                  refused: formatNumber(faults.length, language),
                })}
              </Banner>
            )}
            <div className={styles.acts}>
              {problem === undefined && good.length > 0 && !isDone && (
                <Button kind="primary" onPress={() => void send(good)} busy={isBusy ? say('file.sending') : undefined}>
                  {say('file.send', { count: good.length })}
                </Button>
              )}
              <LinkButton to="/goods">{say('file.back')}</LinkButton>
            </div>
          </div>
        </Card>
        {problem === undefined && rows.length > 0 && sent === undefined && (
          <Card isBare title={say('file.preview')} scope={say('file.preview.scope')}>
            <Preview rows={rows} />
          </Card>
        )}
        {faults.length > 0 && <Faults faults={faults} />}
      </Stack>
    </Page>
  );
};
