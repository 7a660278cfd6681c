import { Button } from '../../../shared/ui/button.tsx';
import { useT } from '../../i18n/i18n.tsx';
import type { Step } from './draft.ts';
import classes from './wizard.module.css';

/** What can be wrong with a test page, each with the one thing that mends it. */
export function Complaints(props: {
  /** Everything is drawn already, so letters cannot be the printer's fault any more. */
  drawsAll: boolean;
  onDrawAll: () => void;
  goTo: (step: Step) => void;
}) {
  const t = useT();
  const complaints = [
    ...(props.drawsAll ? [] : [{ name: 'letters', mend: props.onDrawAll } as const]),
    { name: 'side', mend: () => props.goTo('width') } as const,
    { name: 'cut', mend: () => props.goTo('check') } as const,
    { name: 'nothing', mend: () => props.goTo('check') } as const,
  ];
  return (
    <div className={classes.complaints} role="group" aria-label={t('wizard.test.whatIsWrong')}>
      <b>{t('wizard.test.whatIsWrong')}</b>
      {complaints.map(({ name, mend }) => (
        <div key={name} className={classes.complaint}>
          <span>
            {t(`complaint.${name}.what`)} <small>{t(`complaint.${name}.mend`)}</small>
          </span>
          <Button onClick={mend}>{t(`complaint.${name}.button`)}</Button>
        </div>
      ))}
    </div>
  );
}
