import { IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { Button } from '../../../shared/ui/button.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { useBranchState } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { PairingForm } from '../../pairing/pairing-form.tsx';
import { Page, Panel } from '../../ui/page.tsx';

/** Pairing with a branch by the code of the console. The till is usable without it. */
export function SetupScreen() {
  const t = useT();
  const [, go] = useLocation();
  const { data } = useBranchState();
  const [paired, setPaired] = useState<string | null>(null);
  if (paired !== null) {
    return (
      <Page title={t('setup.title')} narrow>
        <EmptyState
          title={t('setup.paired', { branch: paired })}
          icon={<IconCircleCheck aria-hidden />}
        >
          <p>{t('setup.pairedHint')}</p>
          <Button look="primary" onClick={() => go('/')}>
            {t('nav.orders')}
          </Button>
        </EmptyState>
      </Page>
    );
  }
  const isPaired = data !== undefined && data.companyName !== '' && data.relay.state !== 'unpaired';
  return (
    <Page title={t('setup.title')} narrow>
      <Panel>
        {isPaired ? (
          <p>
            <strong>
              {t('setup.already', { branch: data.branchName, company: data.companyName })}
            </strong>{' '}
            {t('setup.alreadyHint')}
          </p>
        ) : (
          <p>{t('setup.text')}</p>
        )}
        <PairingForm onPaired={({ branchName }) => setPaired(branchName)}>
          <Button look="quiet" wide onClick={() => go('/')}>
            {t('setup.later')}
          </Button>
        </PairingForm>
      </Panel>
    </Page>
  );
}
