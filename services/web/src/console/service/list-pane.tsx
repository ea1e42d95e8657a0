import { MessageCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { failureOf } from '../../api/failures.ts';
import { Button } from '../../kit/button.tsx';
import { Segments } from '../../kit/segments.tsx';
import { Empty, Failed, FilteredEmpty, Loading } from '../../kit/states.tsx';
import { Tags } from '../../kit/tags.tsx';
import { ComplaintList } from './complaint-list.tsx';
import { useServiceSay } from './say.ts';
import { shows, type Complaints } from './use-complaints.ts';
import styles from './service.module.css';

interface ListPaneProps {
  readonly of: Complaints;
  readonly now: Date;
  /** What there is to do while nobody has complained. */
  readonly take: ReactNode;
}

const Rows = ({ of: { show, list, complaints, named, member, memberFilter, set }, now, take }: ListPaneProps) => {
  const say = useServiceSay();
  if (complaints === undefined)
    return list.error === null ? (
      <Loading lines={9} />
    ) : (
      <Failed what={say('service.failed')} failure={failureOf(list.error, say)} onRetry={list.retry} />
    );
  if (complaints.length > 0)
    return (
      <>
        <ComplaintList complaints={complaints} chosen={named} now={now} />
        {list.more !== undefined && (
          <div className={styles.more}>
            <Button small onPress={list.more} busy={list.isReadingMore ? say('service.reading') : undefined}>
              {say('service.more')}
            </Button>
          </div>
        )}
      </>
    );
  if (show === 'all' && memberFilter === '')
    return <Empty icon={MessageCircle} title={say('service.empty')} text={say('service.empty.text')} acts={take} />;
  // What is shown at first is no filter that somebody has set.
  if (show === 'open' && memberFilter === '')
    return <Empty icon={MessageCircle} title={say('service.none-open')} text={say('service.none-open.text')} />;
  const words = [
    ...(show === 'all' ? [] : [say(`service.${show}`)]),
    ...(memberFilter === '' ? [] : [say('service.of-member', { name: member.data?.name ?? memberFilter })]),
  ];
  return <FilteredEmpty filters={words.join(' · ')} onClear={() => set({ show: 'all', member: '', complaint: '' })} />;
};

/** The list with its filters. */
export const ListPane = (props: ListPaneProps) => {
  const say = useServiceSay();
  const { show, member, memberFilter, set } = props.of;
  return (
    <section className={styles.list} aria-label={say('service.list')}>
      <div className={styles.filters}>
        <Segments
          label={say('service.filter')}
          value={show}
          onChoose={(id) => set({ show: id === 'open' ? '' : id, complaint: '' })}
          options={shows.map((id) => ({ id, name: say(`service.${id}`) }))}
        />
        {memberFilter !== '' && (
          <Tags
            label={say('service.filter')}
            tags={[{ id: 'member', name: say('service.of-member', { name: member.data?.name ?? '…' }) }]}
            onRemove={() => set({ member: '' })}
          />
        )}
        <p className={styles.hint}>{say(show === 'open' ? 'service.order' : 'service.order.opened')}</p>
      </div>
      <Rows {...props} />
    </section>
  );
};
