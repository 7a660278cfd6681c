import { IconPlus, IconUsers } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { StaffMember } from '../../../shared/contract/staff.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Chip } from '../../../shared/ui/chip.tsx';
import { EmptyState, LoadingState } from '../../../shared/ui/states.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { useStaff } from '../../staff/use-staff.ts';
import { Page, Panel } from '../../ui/page.tsx';
import { QueryFailed } from '../../ui/query-failed.tsx';
import { DeedsPanel } from './deeds-panel.tsx';
import { StaffForm } from './staff-form.tsx';
import classes from './staff.module.css';
import { WorkTimesPanel } from './work-times-panel.tsx';

type Editing = null | 'new' | StaffMember;

/** Who works here and what each may do; once somebody does, the till asks who stands before it. */
export function StaffScreen() {
  const t = useT();
  const query = useStaff();
  const [editing, setEditing] = useState<Editing>(null);
  const add = (
    <Button icon={<IconPlus aria-hidden />} onClick={() => setEditing('new')}>
      {t('staff.add')}
    </Button>
  );
  return (
    <Page title={t('staff.title')} action={add}>
      {query.isPending ? <LoadingState label={t('common.loading')} shapes={2} /> : null}
      {query.isError && !query.data ? (
        <QueryFailed
          title={t('staff.failed')}
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : null}
      {query.data ? <People staff={query.data.staff} add={add} onEdit={setEditing} /> : null}
      {query.data?.me?.permissions.includes('see_reports') ? (
        <>
          <WorkTimesPanel />
          <DeedsPanel />
        </>
      ) : null}
      {query.data && editing !== null ? (
        <StaffForm
          key={editing === 'new' ? 'new' : editing.id}
          member={editing === 'new' ? null : editing}
          isFirst={query.data.isOpenTill}
          onClose={() => setEditing(null)}
        />
      ) : null}
    </Page>
  );
}

function People(props: {
  staff: readonly StaffMember[];
  add: ReactNode;
  onEdit: (member: StaffMember) => void;
}) {
  const t = useT();
  if (props.staff.length === 0) {
    return (
      <EmptyState title={t('staff.empty')} icon={<IconUsers aria-hidden />}>
        <p>{t('staff.emptyHint')}</p>
        {props.add}
      </EmptyState>
    );
  }
  return (
    <Panel>
      <ul className={classes.list}>
        {props.staff.map((member) => (
          <Person key={member.id} member={member} onEdit={() => props.onEdit(member)} />
        ))}
      </ul>
    </Panel>
  );
}

function Person(props: { member: StaffMember; onEdit: () => void }) {
  const t = useT();
  const { member } = props;
  const atWork = member.atWorkSinceMs !== null;
  return (
    <li className={classes.person}>
      <span className={classes.words}>
        <bdi className={classes.name}>{member.name}</bdi>
        <span className={classes.soft}>{t(`staff.role.${member.role}`)}</span>
      </span>
      <Chip tone={atWork ? 'ready' : 'offline'}>
        {atWork ? t('staff.atWork') : t('staff.notAtWork')}
      </Chip>
      <Button aria-label={t('staff.editTitle', { name: member.name })} onClick={props.onEdit}>
        {t('common.edit')}
      </Button>
    </li>
  );
}
