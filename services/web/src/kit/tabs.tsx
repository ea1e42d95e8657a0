import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components';
import styles from './tabs.module.css';

interface TabsProps {
  readonly label: string;
  /** What stands in them brings its own margins. */
  readonly isBare?: boolean;
  readonly tabs: readonly { readonly id: string; readonly name: string; readonly content: ReactNode }[];
}

/** Sides of one thing. They stand where a third level of navigation would. */
export const Tabs = ({ label, tabs, isBare = false }: TabsProps) => (
  <AriaTabs>
    <TabList aria-label={label} className={styles.list ?? ''}>
      {tabs.map(({ id, name }) => (
        <Tab key={id} id={id} className={styles.tab ?? ''}>
          {name}
        </Tab>
      ))}
    </TabList>
    {tabs.map(({ id, content }) => (
      <TabPanel key={id} id={id} className={(isBare ? styles.bare : styles.panel) ?? ''}>
        {content}
      </TabPanel>
    ))}
  </AriaTabs>
);
