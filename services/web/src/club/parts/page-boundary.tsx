import { Component, type ReactNode } from 'react';
import { Broken } from '../../kit/broken.tsx';
import styles from '../club.module.css';
import { useSay } from '../say.ts';

const PageFailed = () => {
  const say = useSay();
  return (
    <section className={styles.tile}>
      <h1 className={styles.hidden}>{say('page.failed')}</h1>
      <Broken text={say('page.failed-text')} />
    </section>
  );
};

/** Stands in for a page that could not be loaded, as after an update of the club, or that broke. */
export class PageBoundary extends Component<{ readonly children: ReactNode }, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { readonly isBroken: boolean } {
    return { isBroken: true };
  }

  override render(): ReactNode {
    return this.state.isBroken ? <PageFailed /> : this.props.children;
  }
}
