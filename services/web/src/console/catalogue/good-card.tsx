import type { Good, NewGood } from '@vafa/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { failureOf } from '../../api/failures.ts';
import { orMissing } from '../../api/or-missing.ts';
import { useWrite } from '../../api/use-write.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { Empty, Failed, Loading } from '../../kit/states.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useMay } from '../../sign-in/use-session.ts';
import { useChanged } from '../parts/use-changed.ts';
import { whileWritten } from '../parts/while-written.ts';
import { GoodFields, type Typed } from './good-fields.tsx';
import { useCatalogueSay, useGoodFault } from './say.ts';
import { useNameOf } from './use-catalogue.ts';
import styles from './catalogue.module.css';

const empty: Typed = {
  sku: '',
  name_fa: '',
  name_en: '',
  category: '',
  family: '',
  brand: '',
  cost: undefined,
  floor_price: undefined,
  tax_class: '',
  unit: '',
  decimals: 0,
  no_discount: false,
  no_points: false,
  gift_card: false,
};

const texts = ['name_fa', 'name_en', 'category', 'family', 'brand', 'tax_class', 'unit'] as const;

/** As the gateway takes it: what is empty is left out, and what is said takes the place of what was said before. */
const bodyOf = (typed: Typed): NewGood => ({
  sku: typed.sku.trim(),
  ...Object.fromEntries(texts.flatMap((name) => (typed[name].trim() === '' ? [] : [[name, typed[name].trim()]]))),
  ...(typed.cost !== undefined && { cost: typed.cost }),
  ...(typed.floor_price !== undefined && { floor_price: typed.floor_price }),
  decimals: typed.decimals,
  no_discount: typed.no_discount,
  no_points: typed.no_points,
  gift_card: typed.gift_card,
});

const typedOf = (good: Good): Typed => ({ ...empty, ...good });

const keyOf = (sku: string) => ['good', sku] as const;

const Remove = ({ good, onDone }: { readonly good: Good; readonly onDone: () => void }) => {
  const say = useCatalogueSay();
  const queries = useQueryClient();
  const nameOf = useNameOf();
  const write = useWrite(
    (sku: string) => api.call('removeGood', { path: { sku } }),
    () => {
      tellDone(say('good.removed', { name: nameOf(good) }));
      onDone();
      // The good itself is gone: while its card still stands it is not asked for again.
      queries.setQueryData(keyOf(good.sku), null);
      void queries.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] !== 'good' || queryKey[1] !== good.sku,
      });
    },
  );
  return (
    <>
      <Dialog
        trigger={
          <Button kind="danger" busy={write.isBusy ? say('good.removing') : undefined}>
            {say('good.remove')}
          </Button>
        }
        title={say('good.remove.title', { name: nameOf(good) })}
        text={say('good.remove.text')}
        acts={(close) => (
          <>
            <Button autoFocus onPress={close}>
              {say('good.remove.keep')}
            </Button>
            <Button
              kind="kill"
              onPress={() => {
                close();
                void write.run(good.sku);
              }}
            >
              {say('good.remove')}
            </Button>
          </>
        )}
      />
      <FormProblem failure={write.failure} />
    </>
  );
};

interface FormProps {
  readonly good: Good | undefined;
  readonly onClose: () => void;
}

const Form = ({ good, onClose }: FormProps) => {
  const say = useCatalogueSay();
  const may = useMay();
  const changed = useChanged();
  const fault = useGoodFault();
  const nameOf = useNameOf();
  const [typed, setTyped] = useState<Typed>(good === undefined ? empty : typedOf(good));
  const [isTried, setTried] = useState(false);
  const [refused, setRefused] = useState<{ readonly field: string; readonly code: string }>();
  const write = useWrite(
    (body: NewGood, key) => api.call('saveGoods', { body: { goods: [body] }, key }),
    ({ items: [saved] }) => {
      if (saved?.outcome === 'refused') {
        setRefused({ field: saved.field ?? '', code: saved.code ?? '' });
        return;
      }
      tellDone(say('good.saved', { name: nameOf(typed) }));
      changed();
      onClose();
    },
  );
  const needs = {
    ...(typed.sku.trim() === '' && { sku: say('good.need.sku') }),
    ...(nameOf(typed).trim() === '' && { name_fa: say('good.need.name') }),
  };
  const errors: Readonly<Record<string, string>> = {
    ...(isTried && needs),
    ...(refused !== undefined && refused.field !== '' && { [refused.field]: fault(refused.code) }),
  };
  const mayWrite = may('saveGoods');
  return (
    <Card title={good === undefined ? say('goods.new') : nameOf(good)} {...(good && { scope: good.sku })}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          setRefused(undefined);
          if (Object.keys(needs).length === 0 && !write.isBusy) void write.run(bodyOf(typed));
        }}
      >
        <GoodFields
          typed={typed}
          isNew={good === undefined}
          errors={errors}
          onChange={(changes) => setTyped((now) => ({ ...now, ...changes }))}
        />
        <FormProblem
          failure={write.failure}
          text={refused !== undefined && refused.field === '' ? fault(refused.code) : undefined}
        />
        <div className={styles.acts}>
          {mayWrite && (
            <Button type="submit" kind="primary" busy={write.isBusy ? say('good.saving') : undefined}>
              {say('good.save')}
            </Button>
          )}
          <Button onPress={onClose}>{say('good.close')}</Button>
          {good !== undefined && may('removeGood') && <Remove good={good} onDone={onClose} />}
        </div>
      </form>
    </Card>
  );
};

/** One good beside the list: read anew when it is opened, for a feed may have changed it. */
export const GoodCard = ({ sku, onClose }: { readonly sku: string; readonly onClose: () => void }) => {
  const say = useCatalogueSay();
  const isNew = sku === 'new';
  const read = useQuery({
    queryKey: keyOf(sku),
    queryFn: async () => (await orMissing(api.call('getGood', { path: { sku } }))) ?? null,
    enabled: !isNew,
    ...whileWritten,
  });
  if (isNew) return <Form good={undefined} onClose={onClose} />;
  if (read.data) return <Form key={read.data.revision} good={read.data} onClose={onClose} />;
  return (
    <Card isBare>
      {read.data === null ? (
        <Empty icon={SearchX} title={say('good.missing')} text={say('good.missing.text')} />
      ) : read.error === null ? (
        <Loading lines={8} />
      ) : (
        <Failed what={say('good.failed')} failure={failureOf(read.error, say)} onRetry={() => void read.refetch()} />
      )}
    </Card>
  );
};
