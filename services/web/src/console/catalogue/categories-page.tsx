import type { Catalogue } from '@vafa/client';
import { FolderTree, Plus } from 'lucide-react';
import { useState } from 'react';
import { failureOf } from '../../api/failures.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { Field } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { Icon } from '../../kit/icon.tsx';
import { Ltr } from '../../kit/marks.tsx';
import { Select } from '../../kit/select.tsx';
import { Empty, Failed, Loading } from '../../kit/states.tsx';
import { useMay } from '../../sign-in/use-session.ts';
import { Page } from '../parts/page.tsx';
import { useCatalogueSay } from './say.ts';
import { treeOf, useCatalogue, useNameOf, useSetCatalogue, type Category } from './use-catalogue.ts';
import styles from './catalogue.module.css';

const codePattern = /^[a-z0-9][a-z0-9_-]{0,39}$/;
const codeMost = 40;
const nameMost = 200;
const top = '-top-';

/** All that stand below a category, with itself: none of them can stand above it. */
const withBelow = (code: string, categories: readonly Category[]): ReadonlySet<string> =>
  new Set([
    code,
    ...categories.filter(({ parent }) => parent === code).flatMap((each) => [...withBelow(each.code, categories)]),
  ]);

interface DialogProps {
  readonly catalogue: Catalogue;
  /** Undefined: a new one. */
  readonly category: Category | undefined;
  readonly parent: string;
  readonly onClose: () => void;
}

const CategoryDialog = ({ catalogue, category, parent, onClose }: DialogProps) => {
  const say = useCatalogueSay();
  const nameOf = useNameOf();
  const [typed, setTyped] = useState<Category>(category ?? { code: '', parent, name_fa: '', name_en: '' });
  const [isTried, setTried] = useState(false);
  const write = useSetCatalogue(onClose);
  const { categories } = catalogue;
  const isNew = category === undefined;
  const isTaken = isNew && categories.some(({ code }) => code === typed.code);
  const isNameless = typed.name_fa.trim() === '' && typed.name_en.trim() === '';
  const isWrong = !codePattern.test(typed.code) || isTaken || isNameless;
  const own = isNew ? new Set<string>() : withBelow(typed.code, categories);
  const submit = (): void => {
    setTried(true);
    if (isWrong) return;
    const next = { ...typed, name_fa: typed.name_fa.trim(), name_en: typed.name_en.trim() };
    const all = isNew ? [...categories, next] : categories.map((each) => (each.code === next.code ? next : each));
    void write.run({ ...catalogue, categories: all });
  };
  const codeError = isTaken ? say('category.taken') : say('category.need.code');
  return (
    <FormDialog
      title={isNew ? say('category.new') : say('category.change', { name: nameOf(category) })}
      act={say('category.save')}
      busy={write.isBusy ? say('good.saving') : undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field
        label={say('category.code')}
        hint={say('category.code.hint')}
        error={isTried && (isTaken || !codePattern.test(typed.code)) ? codeError : undefined}
        isLtr
        isDisabled={!isNew}
        autoFocus={isNew}
        value={typed.code}
        onChange={(code) => setTyped({ ...typed, code: code.toLowerCase().slice(0, codeMost) })}
      />
      <Field
        label={say('good.name_fa')}
        error={isTried && isNameless ? say('good.need.name') : undefined}
        value={typed.name_fa}
        onChange={(name) => setTyped({ ...typed, name_fa: name.slice(0, nameMost) })}
      />
      <Field
        label={say('good.name_en')}
        isOptional
        value={typed.name_en}
        onChange={(name) => setTyped({ ...typed, name_en: name.slice(0, nameMost) })}
      />
      <Select
        label={say('category.parent')}
        options={[
          { id: top, name: say('category.top') },
          ...treeOf(categories)
            .filter(({ category: { code } }) => !own.has(code))
            .map(({ category: each, depth }) => ({ id: each.code, name: `${'– '.repeat(depth)}${nameOf(each)}` })),
        ]}
        value={typed.parent === '' ? top : typed.parent}
        onChoose={(id) => setTyped({ ...typed, parent: id === top ? '' : id })}
      />
      <FormProblem {...write.problem} />
    </FormDialog>
  );
};

const RemoveDialog = ({ catalogue, category, onClose }: Omit<DialogProps, 'parent'> & { category: Category }) => {
  const say = useCatalogueSay();
  const nameOf = useNameOf();
  const write = useSetCatalogue(onClose);
  const categories = catalogue.categories.filter(({ code }) => code !== category.code);
  return (
    <FormDialog
      title={say('category.remove.title', { name: nameOf(category) })}
      text={say('category.remove.text')}
      act={say('category.remove')}
      busy={write.isBusy ? say('good.removing') : undefined}
      isDangerous
      onSubmit={() => void write.run({ ...catalogue, categories })}
      onClose={onClose}
    >
      <FormProblem {...write.problem} />
    </FormDialog>
  );
};

type Open =
  | { readonly act: 'add'; readonly parent: string }
  | { readonly act: 'change' | 'remove'; readonly category: Category };

const Tree = ({ catalogue, onOpen }: { readonly catalogue: Catalogue; readonly onOpen: (open: Open) => void }) => {
  const say = useCatalogueSay();
  const may = useMay();
  const nameOf = useNameOf();
  return (
    <ul className={styles.tree} aria-label={say('catalogue.categories')}>
      {treeOf(catalogue.categories).map(({ category, depth }) => (
        <li key={category.code} data-depth={Math.min(depth, 9)}>
          <span>
            <b>
              <bdi>{nameOf(category)}</bdi>
            </b>{' '}
            <small>
              <Ltr>{category.code}</Ltr>
            </small>
          </span>
          {may('setCatalogue') && (
            <span className={styles.acts}>
              <Button small kind="quiet" onPress={() => onOpen({ act: 'add', parent: category.code })}>
                {say('category.add-below')}
              </Button>
              <Button small onPress={() => onOpen({ act: 'change', category })}>
                {say('category.edit')}
              </Button>
              {!catalogue.categories.some(({ parent }) => parent === category.code) && (
                <Button small kind="danger" onPress={() => onOpen({ act: 'remove', category })}>
                  {say('category.remove')}
                </Button>
              )}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
};

/** The tree of categories. */
export const CategoriesPage = () => {
  const say = useCatalogueSay();
  const may = useMay();
  const { data, error, refetch } = useCatalogue();
  const [open, setOpen] = useState<Open>();
  const close = (): void => setOpen(undefined);
  const make = may('setCatalogue') && (
    <Button kind="primary" onPress={() => setOpen({ act: 'add', parent: '' })}>
      <Icon of={Plus} size="sm" />
      {say('category.new')}
    </Button>
  );
  return (
    <Page title={say('catalogue.categories')} scope={say('category.scope')} acts={data !== undefined && make}>
      <Card isBare>
        {data === undefined ? (
          error === null ? (
            <Loading lines={8} />
          ) : (
            <Failed what={say('catalogue.failed')} failure={failureOf(error, say)} onRetry={() => void refetch()} />
          )
        ) : data.categories.length === 0 ? (
          <Empty icon={FolderTree} title={say('category.empty')} text={say('category.empty.text')} acts={make} />
        ) : (
          <Tree catalogue={data} onOpen={setOpen} />
        )}
      </Card>
      {data !== undefined && open !== undefined && open.act !== 'remove' && (
        <CategoryDialog
          catalogue={data}
          category={open.act === 'change' ? open.category : undefined}
          parent={open.act === 'add' ? open.parent : ''}
          onClose={close}
        />
      )}
      {data !== undefined && open?.act === 'remove' && (
        <RemoveDialog catalogue={data} category={open.category} onClose={close} />
      )}
    </Page>
  );
};
