import { useEffect, useRef } from 'react';
import type { Branch } from '../../../../../src/shared/contract/console-api.ts';
import { TimeText } from '../../../../../src/shared/ui/time-text.tsx';
import { useChange } from '../../api/console-api.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { ChangeFailed, Loading } from '../../ui/states.tsx';
import ui from '../../ui/ui.module.css';

/** One fresh code, big enough to be read to somebody on the telephone. */
export function PairingSheet({ branch, onClose }: { branch: Branch; onClose: () => void }) {
  const t = useT();
  const { mutate, data, error } = useChange('createPairingCode');
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    mutate({ id: branch.id });
  }, [mutate, branch.id]);
  return (
    <Sheet title={t('branches.code')} onClose={onClose}>
      <div className={ui.form}>
        <ChangeFailed error={error} />
        {data ? (
          <>
            <output className={ui.pairing} dir="ltr">
              {data.code}
            </output>
            <p>{t('branches.codeHint', { branch: branch.name })}</p>
            <p className={ui.soft}>
              {t('branches.codeEnds')} <TimeText atMs={data.expiresAtMs} />
            </p>
          </>
        ) : error ? null : (
          <Loading />
        )}
      </div>
    </Sheet>
  );
}
