import type { ReactNode } from 'react';
import { Header, Menu as AriaMenu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import type { Act } from './menu.tsx';
import styles from './choose.module.css';
import own from './grouped-menu.module.css';

interface GroupedMenuProps {
  readonly trigger: ReactNode;
  readonly groups: readonly { readonly id: string; readonly name: string; readonly acts: readonly Act[] }[];
  readonly onAct: (id: string) => void;
}

/** Many acts behind one button, by what they are about. */
export const GroupedMenu = ({ trigger, groups, onAct }: GroupedMenuProps) => (
  <MenuTrigger>
    {trigger}
    <Popover className={styles.popover ?? ''}>
      <AriaMenu className={styles.list ?? ''}>
        {groups.map(({ id: group, name, acts }) => (
          // Its id is not that of an act, which may be called the same.
          <MenuSection key={group} id={`group ${group}`} aria-label={name}>
            <Header className={own.header ?? ''}>{name}</Header>
            {acts.map(({ id, name: act }) => (
              <MenuItem key={id} id={id} textValue={act} className={styles.option ?? ''} onAction={() => onAct(id)}>
                {act}
              </MenuItem>
            ))}
          </MenuSection>
        ))}
      </AriaMenu>
    </Popover>
  </MenuTrigger>
);
