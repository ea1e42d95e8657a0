import { FolderPlus, Plus } from 'lucide-react';
import { Button } from '../../../kit/button.tsx';
import { GroupedMenu } from '../../../kit/grouped-menu.tsx';
import { Icon } from '../../../kit/icon.tsx';
import { Select } from '../../../kit/select.tsx';
import { useSayIfKnown } from '../../../kit/say.ts';
import { usePromotionsSay } from '../say.ts';
import { conditionGroups, conditionKinds, groupKinds, isGroupKind, type GroupKind } from '../terms/conditions.ts';
import { isObject, kindOf, withItem, type Json, type JsonObject, type Path } from '../terms/json.ts';
import { kindNamed } from '../terms/shapes.ts';
import { useEditing } from './editing.tsx';
import { FieldNote } from './field-note.tsx';
import { groupOf, innerOf, innerPath } from './group.ts';
import { RowMenu } from './row-menu.tsx';
import { rowKey, sameRow } from './row-keys.ts';
import { TermFields } from './term-fields.tsx';
import styles from './editor.module.css';

const useKindName = (): ((kind: string) => string) => {
  const known = useSayIfKnown();
  return (kind) => known(`kind.${kind}`) ?? kind;
};

interface OneProps {
  readonly value: Json;
  readonly onChange: (value: Json) => void;
  readonly path: Path;
}

/** A condition that this page does not know: shown as it is, and kept. */
export const Unknown = ({ value, path }: Pick<OneProps, 'value' | 'path'>) => {
  const { says, errorWithin } = useEditing();
  return (
    <FieldNote error={errorWithin(path)}>
      <p className={styles.unknown}>
        <bdi>{says.condition(value).text}</bdi>
      </p>
    </FieldNote>
  );
};

const Group = ({ value, onChange, path }: OneProps & { readonly value: JsonObject }) => {
  const say = usePromotionsSay();
  const kind = kindOf(value) as GroupKind;
  const inner = innerOf(value);
  return (
    <div className={styles.group} role="group" aria-label={say(`term.${kind}`)}>
      <Select
        isBare
        label={say('edit.group.kind')}
        options={groupKinds.map((id) => ({ id, name: say(`term.${id}`) }))}
        value={kind}
        onChoose={(id) => onChange(sameRow(value, groupOf(id as GroupKind, inner)))}
      />
      <ConditionList
        rows={inner}
        path={innerPath(kind, path)}
        isSingle={kind === 'not'}
        onChange={(rows) => onChange(sameRow(value, groupOf(kind, rows)))}
      />
    </div>
  );
};

const One = ({ value, onChange, path }: OneProps) => {
  const kindName = useKindName();
  const { errorOfRow } = useEditing();
  const kind = kindNamed(conditionKinds, kindOf(value));
  if (isObject(value) && isGroupKind(kindOf(value))) return <Group value={value} onChange={onChange} path={path} />;
  if (kind === undefined || !isObject(value)) return <Unknown value={value} path={path} />;
  const fields = kind.fields.map(({ name }) => name);
  return (
    <FieldNote error={errorOfRow(path, fields)}>
      <b className={styles.kind}>{kindName(kind.kind)}</b>
      <TermFields kind={kind} value={value} path={path} onChange={(next) => onChange(sameRow(value, next))} />
    </FieldNote>
  );
};

interface ListProps {
  readonly rows: readonly Json[];
  readonly onChange: (rows: readonly Json[]) => void;
  readonly path: Path;
  /** It holds one condition, no more. */
  readonly isSingle?: boolean;
}

/** Conditions one below the other; a group among them holds others. */
export const ConditionList = ({ rows, onChange, path, isSingle = false }: ListProps) => {
  const say = usePromotionsSay();
  const kindName = useKindName();
  const add = (kind: string): void => {
    const fresh = kindNamed(conditionKinds, kind)?.fresh;
    if (fresh !== undefined) onChange([...rows, { ...fresh }]);
  };
  return (
    <>
      {rows.length > 0 && (
        <ul className={styles.rows}>
          {rows.map((row, at) => (
            <li key={rowKey(row, at)}>
              <One
                value={row}
                path={isSingle ? path : [...path, at]}
                onChange={(next) => onChange(withItem(rows, at, next))}
              />
              {!isSingle && <RowMenu name={kindName(kindOf(row))} at={at} rows={rows} onChange={onChange} />}
            </li>
          ))}
        </ul>
      )}
      {!isSingle && (
        <div className={styles.adds}>
          <GroupedMenu
            trigger={
              <Button small kind="quiet">
                <Icon of={Plus} size="sm" />
                {say('edit.condition.add')}
              </Button>
            }
            groups={conditionGroups.map((group) => ({
              id: group,
              name: say(`group.${group}`),
              acts: conditionKinds
                .filter((each) => each.group === group)
                .map(({ kind }) => ({ id: kind, name: kindName(kind) })),
            }))}
            onAct={add}
          />
          <Button small kind="quiet" onPress={() => onChange([...rows, { kind: 'any', of: [{ kind: 'member' }] }])}>
            <Icon of={FolderPlus} size="sm" />
            {say('edit.group.add')}
          </Button>
        </div>
      )}
    </>
  );
};
