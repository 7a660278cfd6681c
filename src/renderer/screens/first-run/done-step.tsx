import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { Button } from '../../../shared/ui/button.tsx';
import { useBranchState } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { useMenu } from '../../selling/use-menu.ts';
import { useStaff } from '../../staff/use-staff.ts';
import classes from './first-run.module.css';
import type { StepProps } from './step-frame.tsx';

const parts = ['restaurant', 'relay', 'printer', 'manager', 'menu'] as const;
type Ready = Record<(typeof parts)[number], boolean>;

/** What is ready, and what does not work yet. */
export function DoneStep({ onBack, onEnd }: StepProps & { onEnd: () => void }) {
  const t = useT();
  const ready = useReady();
  return (
    <>
      <h1 className={classes.title} tabIndex={-1} id="first-run-title">
        {t('firstRun.done.title')}
      </h1>
      <ul className={classes.summary}>
        {parts.map((part) => (
          <li key={part} data-ready={ready[part]}>
            {ready[part] ? (
              <IconCircleCheck aria-label={t('firstRun.done.ready')} />
            ) : (
              <IconCircleDashed aria-label={t('firstRun.done.open')} />
            )}
            <span>
              <strong>{t(`firstRun.name.${part}`)}</strong>
              {ready[part] ? null : <small>{t(`firstRun.without.${part}`)}</small>}
            </span>
          </li>
        ))}
      </ul>
      <div className={classes.foot}>
        <Button onClick={onBack}>{t('wizard.back')}</Button>
        <Button look="primary" onClick={onEnd}>
          {t('firstRun.done.open_till')}
        </Button>
      </div>
      <p className={classes.hint}>{t('firstRun.done.later')}</p>
    </>
  );
}

function useReady(): Ready {
  const { data: state } = useBranchState();
  const { data: staff } = useStaff();
  const { data: menu } = useMenu();
  return {
    restaurant: (state?.branchName ?? '') !== '',
    relay: (state?.companyName ?? '') !== '',
    printer: (state?.printers.length ?? 0) > 0,
    manager: (staff?.staff.length ?? 0) > 0,
    menu: (menu?.book.menu.products.length ?? 0) > 0,
  };
}
