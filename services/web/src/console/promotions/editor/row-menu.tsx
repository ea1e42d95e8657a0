import { ArrowDown, ArrowUp, Copy, Ellipsis, Trash2 } from 'lucide-react';
import { IconButton } from '../../../kit/button.tsx';
import { Icon } from '../../../kit/icon.tsx';
import { Menu } from '../../../kit/menu.tsx';
import { usePromotionsSay } from '../say.ts';
import { moved, withoutItem, type Json } from '../terms/json.ts';

interface RowMenuProps {
  /** What the row is about. */
  readonly name: string;
  readonly at: number;
  readonly rows: readonly Json[];
  readonly onChange: (rows: readonly Json[]) => void;
}

/** What can be done with a row of a list: everything that dragging would do too. */
export const RowMenu = ({ name, at, rows, onChange }: RowMenuProps) => {
  const say = usePromotionsSay();
  const row = rows[at] ?? null;
  const acts = {
    up: () => onChange(moved(rows, at, -1)),
    down: () => onChange(moved(rows, at, 1)),
    twice: () => onChange([...rows.slice(0, at + 1), structuredClone(row), ...rows.slice(at + 1)]),
    remove: () => onChange(withoutItem(rows, at)),
  };
  return (
    <Menu
      trigger={
        <IconButton label={say('edit.row.more', { name })}>
          <Icon of={Ellipsis} size="sm" />
        </IconButton>
      }
      acts={[
        ...(at > 0 ? [{ id: 'up', name: say('edit.row.up'), icon: ArrowUp }] : []),
        ...(at < rows.length - 1 ? [{ id: 'down', name: say('edit.row.down'), icon: ArrowDown }] : []),
        { id: 'twice', name: say('edit.row.twice'), icon: Copy },
        { id: 'remove', name: say('edit.row.remove'), icon: Trash2, isDangerous: true },
      ]}
      onAct={(id) => acts[id as keyof typeof acts]()}
    />
  );
};
