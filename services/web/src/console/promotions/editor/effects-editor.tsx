import { Gift, Percent, Plus, Sparkles, type LucideIcon } from 'lucide-react';
import { Button } from '../../../kit/button.tsx';
import { GroupedMenu } from '../../../kit/grouped-menu.tsx';
import { Icon } from '../../../kit/icon.tsx';
import { useSayIfKnown } from '../../../kit/say.ts';
import { usePromotionsSay } from '../say.ts';
import { effectGroups, effectKinds } from '../terms/effects.ts';
import { isObject, kindOf, withItem, type Json, type Path } from '../terms/json.ts';
import { kindNamed } from '../terms/shapes.ts';
import { Unknown } from './conditions-editor.tsx';
import { useEditing } from './editing.tsx';
import { FieldNote } from './field-note.tsx';
import { RowMenu } from './row-menu.tsx';
import { rowKey, sameRow } from './row-keys.ts';
import { TermFields } from './term-fields.tsx';
import styles from './editor.module.css';

const icons: Readonly<Record<string, LucideIcon>> = { discount: Percent, points: Sparkles, gift: Gift };

interface EffectRowsProps {
  readonly rows: readonly Json[];
  readonly onChange: (rows: readonly Json[]) => void;
  readonly path: Path;
}

const One = ({ value, onChange, path }: { value: Json; onChange: (value: Json) => void; path: Path }) => {
  const known = useSayIfKnown();
  const { errorOfRow } = useEditing();
  const kind = kindNamed(effectKinds, kindOf(value));
  if (kind === undefined || !isObject(value)) return <Unknown value={value} path={path} />;
  const fields = kind.fields.map(({ name }) => name);
  return (
    <FieldNote error={errorOfRow(path, fields)}>
      <b className={styles.kind}>
        <span className={styles.effect} data-group={kind.group}>
          <Icon of={icons[kind.group] ?? Gift} size="sm" />
        </span>
        {known(`kind.${kind.kind}`) ?? kind.kind}
      </b>
      <TermFields kind={kind} value={value} path={path} onChange={(next) => onChange(sameRow(value, next))} />
    </FieldNote>
  );
};

/** What a promotion gives, in the order in which it is done. */
export const EffectRows = ({ rows, onChange, path }: EffectRowsProps) => {
  const say = usePromotionsSay();
  const known = useSayIfKnown();
  const { errorOfRow } = useEditing();
  const kindName = (kind: string): string => known(`kind.${kind}`) ?? kind;
  return (
    <FieldNote error={rows.length === 0 ? errorOfRow(path, []) : undefined}>
      {rows.length > 0 && (
        <ul className={styles.rows}>
          {rows.map((row, at) => (
            <li key={rowKey(row, at)}>
              <One value={row} path={[...path, at]} onChange={(next) => onChange(withItem(rows, at, next))} />
              <RowMenu name={kindName(kindOf(row))} at={at} rows={rows} onChange={onChange} />
            </li>
          ))}
        </ul>
      )}
      <div className={styles.adds}>
        <GroupedMenu
          trigger={
            <Button small kind="quiet">
              <Icon of={Plus} size="sm" />
              {say('edit.effect.add')}
            </Button>
          }
          groups={effectGroups.map((group) => ({
            id: group,
            name: say(`group.${group}`),
            acts: effectKinds
              .filter((each) => each.group === group)
              .map(({ kind }) => ({ id: kind, name: kindName(kind) })),
          }))}
          onAct={(kind) => {
            const fresh = kindNamed(effectKinds, kind)?.fresh;
            if (fresh !== undefined) onChange([...rows, { ...fresh }]);
          }}
        />
      </div>
    </FieldNote>
  );
};
