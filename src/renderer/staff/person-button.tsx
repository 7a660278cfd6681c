import { IconClockPause, IconClockPlay, IconLock, IconUser } from '@tabler/icons-react';
import { useState } from 'react';
import type { StaffMember } from '../../shared/contract/staff.ts';
import { Button } from '../../shared/ui/button.tsx';
import { useT } from '../i18n/i18n.tsx';
import { SideSheet } from '../ui/side-sheet.tsx';
import { PeopleList, PersonSheet } from './person-sheet.tsx';
import classes from './person-sheet.module.css';
import { useSignIn, useSignOut, useStaff, useWorkClock } from './use-staff.ts';

type Sheet = 'menu' | 'who' | 'clock' | null;

/** Who stands at the till, one tap away; nothing while the branch has no staff. */
export function PersonButton() {
  const t = useT();
  const { data } = useStaff();
  const [sheet, setSheet] = useState<Sheet>(null);
  if (!data || data.isOpenTill) return null;
  const { me, staff } = data;
  const close = () => setSheet(null);
  return (
    <>
      <Button
        look="quiet"
        icon={me ? <IconUser aria-hidden /> : <IconLock aria-hidden />}
        aria-label={me ? t('staff.signedInAs', { name: me.name }) : undefined}
        onClick={() => setSheet(me ? 'menu' : 'who')}
      >
        {me ? <bdi>{me.name}</bdi> : t('staff.signInTitle')}
      </Button>
      {sheet === 'menu' && me ? <PersonMenu me={me} staff={staff} onChoose={setSheet} /> : null}
      {sheet === 'who' ? <SignInSheet staff={staff} onClose={close} /> : null}
      {sheet === 'clock' && me ? <ClockSheet me={me} onClose={close} /> : null}
    </>
  );
}

/** The others stand right here: whoever takes over taps a name and types a PIN. */
function PersonMenu(props: {
  me: StaffMember;
  staff: readonly StaffMember[];
  onChoose: (sheet: Sheet) => void;
}) {
  const t = useT();
  const { me, staff, onChoose } = props;
  const [next, setNext] = useState<StaffMember | null>(null);
  const signOut = useSignOut();
  const atWork = me.atWorkSinceMs !== null;
  const close = () => onChoose(null);
  if (next) return <SignInSheet staff={[next]} onClose={close} />;
  const others = staff.filter(({ id }) => id !== me.id);
  return (
    <SideSheet onClose={close} title={me.name}>
      <div className={classes.people}>
        <Button
          wide
          icon={<IconLock aria-hidden />}
          onClick={() => {
            signOut.mutate();
            close();
          }}
        >
          {t('staff.signOut')}
        </Button>
        <Button
          wide
          icon={atWork ? <IconClockPause aria-hidden /> : <IconClockPlay aria-hidden />}
          onClick={() => onChoose('clock')}
        >
          {atWork ? t('staff.clockOut') : t('staff.clockIn')}
        </Button>
      </div>
      {others.length === 0 ? null : (
        <>
          <h3 className={classes.others}>{t('staff.switch')}</h3>
          <PeopleList people={others} onChoose={setNext} />
        </>
      )}
    </SideSheet>
  );
}

function SignInSheet(props: { staff: readonly StaffMember[]; onClose: () => void }) {
  const t = useT();
  const signIn = useSignIn();
  return (
    <PersonSheet
      title={t('staff.signInTitle')}
      people={props.staff}
      nobody={t('staff.approvalNobody')}
      error={signIn.error}
      isPending={signIn.isPending}
      onPin={({ id }, pin) => signIn.mutate({ staffId: id, pin }, { onSuccess: props.onClose })}
      onClose={props.onClose}
    />
  );
}

function ClockSheet(props: { me: StaffMember; onClose: () => void }) {
  const t = useT();
  const clock = useWorkClock();
  const { me, onClose } = props;
  return (
    <PersonSheet
      title={me.atWorkSinceMs === null ? t('staff.clockIn') : t('staff.clockOut')}
      people={[me]}
      nobody=""
      error={clock.error}
      isPending={clock.isPending}
      onPin={(member, pin) => clock.mutate({ member, pin }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
