import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import styles from './choose.module.css';

export interface Act {
  readonly id: string;
  readonly name: string;
  readonly icon?: LucideIcon;
  /** Dangerous acts stand last, behind a line. */
  readonly isDangerous?: boolean;
}

/** Further acts behind one button. */
export const Menu = ({
  trigger,
  acts,
  onAct,
}: {
  trigger: ReactNode;
  acts: readonly Act[];
  onAct: (id: string) => void;
}) => {
  const shown = ({ id, name, icon, isDangerous }: Act) => (
    <MenuItem
      key={id}
      id={id}
      textValue={name}
      className={classNames(styles.option, isDangerous === true && styles.bad)}
      onAction={() => onAct(id)}
    >
      {icon !== undefined && <Icon of={icon} size="sm" />}
      {name}
    </MenuItem>
  );
  const [usual, dangerous] = [acts.filter((act) => act.isDangerous !== true), acts.filter((act) => act.isDangerous)];
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={styles.popover ?? ''}>
        <AriaMenu className={styles.list ?? ''}>
          {usual.map(shown)}
          {dangerous.length > 0 && usual.length > 0 && <Separator className={styles.line ?? ''} />}
          {dangerous.map(shown)}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
};
