import type { Catalogue } from '@vafa/client';
import { Plus, ReceiptText } from 'lucide-react';
import { useState } from 'react';
import { failureOf } from '../../api/failures.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { DecimalField } from '../../kit/decimal-field.tsx';
import { Field } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatPercent } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { Ltr } from '../../kit/marks.tsx';
import { Empty, Failed, Loading } from '../../kit/states.tsx';
import { Table } from '../../kit/table.tsx';
import { useMay } from '../../sign-in/use-session.ts';
import { Page } from '../parts/page.tsx';
import { useCatalogueSay } from './say.ts';
import { useCatalogue, useSetCatalogue, type TaxClass } from './use-catalogue.ts';
import styles from './catalogue.module.css';

const codePattern = /^[a-z0-9][a-z0-9_-]{0,39}$/;
const codeMost = 40;
/** Rates are counted in ten-thousandths of a percent. */
const perPercent = 10_000;
const percentMost = 100;

interface DialogProps {
  readonly catalogue: Catalogue;
  readonly tax: TaxClass | undefined;
  readonly onClose: () => void;
}

const TaxDialog = ({ catalogue, tax, onClose }: DialogProps) => {
  const say = useCatalogueSay();
  const { language } = useClub();
  const [code, setCode] = useState(tax?.code ?? '');
  const [percent, setPercent] = useState<number | undefined>(tax && Number(tax.rate) / perPercent);
  const [isTried, setTried] = useState(false);
  const write = useSetCatalogue(onClose);
  const { tax_classes: classes } = catalogue;
  const isTaken = tax === undefined && classes.some((each) => each.code === code);
  const isRateWrong = percent === undefined || percent < 0 || percent > percentMost;
  const isWrong = !codePattern.test(code) || isTaken || isRateWrong;
  const submit = (): void => {
    setTried(true);
    if (isWrong) return;
    const next = { code, rate: Math.round((percent ?? 0) * perPercent) };
    const all = tax === undefined ? [...classes, next] : classes.map((each) => (each.code === code ? next : each));
    void write.run({ ...catalogue, tax_classes: all });
  };
  const codeError = isTaken ? say('category.taken') : say('category.need.code');
  return (
    <FormDialog
      title={tax === undefined ? say('tax.new') : say('tax.change', { code })}
      act={say('category.save')}
      busy={write.isBusy ? say('good.saving') : undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field
        label={say('category.code')}
        hint={say('category.code.hint')}
        error={isTried && (isTaken || !codePattern.test(code)) ? codeError : undefined}
        isLtr
        isDisabled={tax !== undefined}
        autoFocus={tax === undefined}
        value={code}
        onChange={(text) => setCode(text.toLowerCase().slice(0, codeMost))}
      />
      <DecimalField
        label={say('tax.rate')}
        error={isTried && isRateWrong ? say('tax.need') : undefined}
        unit={language === 'fa' ? '٪' : '%'}
        value={percent}
        onChange={setPercent}
      />
      <FormProblem {...write.problem} />
    </FormDialog>
  );
};

const RemoveDialog = ({ catalogue, tax, onClose }: DialogProps & { readonly tax: TaxClass }) => {
  const say = useCatalogueSay();
  const write = useSetCatalogue(onClose);
  const classes = catalogue.tax_classes.filter(({ code }) => code !== tax.code);
  return (
    <FormDialog
      title={say('tax.remove.title', { code: tax.code })}
      text={say('tax.remove.text')}
      act={say('category.remove')}
      busy={write.isBusy ? say('good.removing') : undefined}
      isDangerous
      onSubmit={() => void write.run({ ...catalogue, tax_classes: classes })}
      onClose={onClose}
    >
      <FormProblem {...write.problem} />
    </FormDialog>
  );
};

/** Tax classes, which goods name. */
export const TaxesPage = () => {
  const say = useCatalogueSay();
  const may = useMay();
  const { language } = useClub();
  const { data, error, refetch } = useCatalogue();
  const [open, setOpen] = useState<{ readonly act: 'add' } | { readonly act: 'change' | 'remove'; tax: TaxClass }>();
  const close = (): void => setOpen(undefined);
  const mayWrite = may('setCatalogue');
  const make = mayWrite && (
    <Button kind="primary" onPress={() => setOpen({ act: 'add' })}>
      <Icon of={Plus} size="sm" />
      {say('tax.new')}
    </Button>
  );
  const rateOf = ({ rate }: TaxClass): string => formatPercent({ digits: BigInt(rate), scale: 4 }, language);
  return (
    <Page title={say('catalogue.taxes')} scope={say('tax.scope')} acts={data !== undefined && make}>
      <Card isBare>
        {data === undefined ? (
          error === null ? (
            <Loading lines={5} />
          ) : (
            <Failed what={say('catalogue.failed')} failure={failureOf(error, say)} onRetry={() => void refetch()} />
          )
        ) : data.tax_classes.length === 0 ? (
          <Empty icon={ReceiptText} title={say('tax.empty')} text={say('tax.empty.text')} acts={make} />
        ) : (
          <Table
            label={say('catalogue.taxes')}
            columns={[
              { id: 'code', name: say('category.code'), show: ({ code }: TaxClass) => <Ltr>{code}</Ltr> },
              { id: 'rate', name: say('tax.rate'), isFigures: true, show: rateOf },
              ...(mayWrite
                ? [
                    {
                      id: 'acts',
                      name: say('tax.acts'),
                      show: (tax: TaxClass) => (
                        <span className={styles.acts}>
                          <Button small onPress={() => setOpen({ act: 'change', tax })}>
                            {say('category.edit')}
                          </Button>
                          <Button small kind="danger" onPress={() => setOpen({ act: 'remove', tax })}>
                            {say('category.remove')}
                          </Button>
                        </span>
                      ),
                    },
                  ]
                : []),
            ]}
            items={data.tax_classes.map((tax) => ({ ...tax, id: tax.code }))}
          />
        )}
      </Card>
      {data !== undefined && open !== undefined && open.act !== 'remove' && (
        <TaxDialog catalogue={data} tax={open.act === 'change' ? open.tax : undefined} onClose={close} />
      )}
      {data !== undefined && open?.act === 'remove' && <RemoveDialog catalogue={data} tax={open.tax} onClose={close} />}
    </Page>
  );
};
