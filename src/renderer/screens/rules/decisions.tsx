import { Link } from 'wouter';
import type { RuleDecision } from '../../../shared/contract/rules.ts';
import { PlatformTag } from '../../../shared/ui/platform-tag.tsx';
import { TimeText } from '../../../shared/ui/time-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { Panel } from '../../ui/page.tsx';
import classes from './rules.module.css';

/** What became of the latest orders, and why no rule took them. */
export function Decisions({ decisions }: { decisions: readonly RuleDecision[] }) {
  const t = useT();
  return (
    <Panel title={t('rules.decisions')}>
      {decisions.length === 0 ? <p className={classes.soft}>{t('rules.noDecision')}</p> : null}
      <ul className={classes.decisions}>
        {decisions.map((decision) => (
          <li key={decision.orderId}>
            <Link href={`/orders/${decision.orderId}`} className={classes.number ?? ''}>
              <bdi>{decision.displayNumber}</bdi>
            </Link>
            <PlatformTag platform={decision.platform} />
            <TimeText atMs={decision.atMs} style="date" />
            <span className={classes.outcome} data-accepted={decision.acceptedBy !== null}>
              <Outcome decision={decision} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Outcome({ decision }: { decision: RuleDecision }) {
  const t = useT();
  const { acceptedBy, prepMinutes, misfits } = decision;
  if (acceptedBy) {
    return t('rules.accepted', { rule: acceptedBy.ruleName, count: prepMinutes ?? 0 });
  }
  const reasons = misfits.map(({ ruleName, misfit }) =>
    t('rules.misfitOf', { rule: ruleName, why: t(`rules.misfit.${misfit}`) }),
  );
  return (
    <>
      {t('rules.person')}
      {reasons.map((reason) => (
        <small key={reason}>{reason}</small>
      ))}
    </>
  );
}
