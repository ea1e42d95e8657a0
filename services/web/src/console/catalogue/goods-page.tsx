import type { Good } from '@vafa/client';
import { Package, Plus, Upload } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { Field } from '../../kit/field.tsx';
import { moneyText } from '../../kit/formats/money.ts';
import { Icon } from '../../kit/icon.tsx';
import { Badge, Ltr, None } from '../../kit/marks.tsx';
import { Select } from '../../kit/select.tsx';
import { Empty } from '../../kit/states.tsx';
import { useMay, useSignedIn } from '../../sign-in/use-session.ts';
import { useFilters } from '../parts/filters.ts';
import { latePart } from '../parts/late-part.tsx';
import { LinkButton } from '../parts/link-button.tsx';
import { CsvButton, ListTable, type ListColumn } from '../parts/list-table.tsx';
import { Beside, Page } from '../parts/page.tsx';
import { useList } from '../parts/use-list.ts';
import { columnNames, textOf, type GoodColumn } from './goods-file.ts';
import { useCatalogueSay } from './say.ts';
import { treeOf, useCatalogue, useNameOf } from './use-catalogue.ts';
import styles from './catalogue.module.css';

const every = 'every';
const GoodCard = latePart(async () => (await import('./good-card.tsx')).GoodCard);

const flags = ['no_discount', 'no_points', 'gift_card'] as const;

const useColumns = (): readonly ListColumn<Good>[] => {
  const say = useCatalogueSay();
  const { club } = useSignedIn();
  const { language, money } = useClub();
  const nameOf = useNameOf();
  const { data } = useCatalogue();
  const categoryName = (code: string): string => {
    const found = data?.categories.find((each) => each.code === code);
    return found === undefined ? code : nameOf(found) || code;
  };
  return [
    {
      id: 'name',
      name: say('good.name'),
      show: (good) => (
        <span className={styles.name}>
          <b>
            <bdi>{nameOf(good)}</bdi>
          </b>
          <small>
            <Ltr>{good.sku}</Ltr>
          </small>
        </span>
      ),
    },
    {
      id: 'category',
      name: say('good.category'),
      show: ({ category }) => (category === '' ? <None /> : <bdi>{categoryName(category)}</bdi>),
    },
    { id: 'brand', name: say('good.brand'), show: ({ brand }) => (brand === '' ? <None /> : <bdi>{brand}</bdi>) },
    {
      id: 'cost',
      name: say('good.cost'),
      isFigures: true,
      show: ({ cost }) =>
        cost === undefined ? (
          <None />
        ) : (
          moneyText({ amount: cost, currency: club.currency, digits: club.currency_digits }, money, language)
        ),
    },
    {
      id: 'flags',
      name: say('good.flags'),
      show: (good) => {
        const told = flags.filter((flag) => good[flag]);
        return told.length === 0 ? (
          <None />
        ) : (
          <span className={styles.flags}>
            {told.map((flag) => (
              <Badge key={flag} tone="line">
                {say(`good.${flag}`)}
              </Badge>
            ))}
          </span>
        );
      },
    },
  ];
};

/** A file has every field, under the names by which a file is read in again. */
const useFileColumns = (): readonly ListColumn<Good>[] => {
  const { club } = useSignedIn();
  return columnNames.map((name: GoodColumn) => ({
    id: name,
    name,
    text: (good: Good) => textOf(good, name, club.currency_digits),
    show: () => null,
  }));
};

/** What the club sells, by SKU. */
export const GoodsPage = () => {
  const say = useCatalogueSay();
  const may = useMay();
  const columns = useColumns();
  const fileColumns = useFileColumns();
  const nameOf = useNameOf();
  const { data } = useCatalogue();
  const { values, set } = useFilters(['sku', 'category', 'brand', 'good']);
  const [typed, setTyped] = useState({ sku: values.sku, brand: values.brand });
  const query = {
    ...(values.sku !== '' && { sku_from: values.sku }),
    ...(values.category !== '' && { category: values.category }),
    ...(values.brand !== '' && { brand: values.brand }),
  };
  const list = useList('listGoods', { query });
  const filters = [
    ...(values.sku === '' ? [] : [say('goods.from', { sku: values.sku })]),
    ...(values.category === '' ? [] : [values.category]),
    ...(values.brand === '' ? [] : [values.brand]),
  ];
  const clear = (): void => {
    setTyped({ sku: '', brand: '' });
    set({ sku: '', category: '', brand: '' });
  };
  const make = may('saveGoods') && (
    <Button kind="primary" onPress={() => set({ good: 'new' })}>
      <Icon of={Plus} size="sm" />
      {say('goods.new')}
    </Button>
  );
  return (
    <Page
      title={say('catalogue.goods')}
      scope={say('goods.scope')}
      acts={
        <>
          {may('saveGoods') && (
            <LinkButton to="/goods/file">
              <Icon of={Upload} size="sm" />
              {say('catalogue.file')}
            </LinkButton>
          )}
          <CsvButton name="goods" columns={fileColumns} readAll={() => api.items('listGoods')} />
          {make}
        </>
      }
    >
      <Beside
        main={
          <Card isBare>
            <form
              className={styles.filters}
              onSubmit={(event) => {
                event.preventDefault();
                set({ sku: typed.sku.trim(), brand: typed.brand.trim() });
              }}
            >
              <Field
                label={say('goods.search')}
                isLtr
                value={typed.sku}
                onChange={(sku) => setTyped((now) => ({ ...now, sku }))}
              />
              <Select
                label={say('good.category')}
                options={[
                  { id: every, name: say('goods.any') },
                  ...treeOf(data?.categories ?? []).map(({ category, depth }) => ({
                    id: category.code,
                    name: `${'– '.repeat(depth)}${nameOf(category) || category.code}`,
                  })),
                ]}
                value={values.category === '' ? every : values.category}
                onChoose={(id) => set({ category: id === every ? '' : id })}
              />
              <Field
                label={say('good.brand')}
                value={typed.brand}
                onChange={(brand) => setTyped((now) => ({ ...now, brand }))}
              />
              <Button type="submit">{say('goods.find')}</Button>
            </form>
            <ListTable
              label={say('catalogue.goods')}
              columns={columns}
              list={list}
              idOf={({ sku }) => sku}
              onOpen={(sku) => set({ good: sku })}
              failed={say('goods.failed')}
              empty={<Empty icon={Package} title={say('goods.empty')} text={say('goods.empty.text')} acts={make} />}
              filtered={filters.length > 0 ? { words: filters.join(' · '), onClear: clear } : undefined}
            />
          </Card>
        }
        side={values.good !== '' && <GoodCard key={values.good} sku={values.good} onClose={() => set({ good: '' })} />}
      />
    </Page>
  );
};
