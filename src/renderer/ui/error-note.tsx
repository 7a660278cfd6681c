import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { codeOf } from '../api/branch-api.tsx';
import { useT } from '../i18n/i18n.tsx';
import { copyText } from './copy-text.ts';
import classes from './error-note.module.css';

/** What went wrong in the person's words; the code for support is small and can be copied. */
export function ErrorNote(props: { error: unknown }) {
  const t = useT();
  const code = codeOf(props.error);
  return (
    <span className={classes.note}>
      <span>{t(`errors.${code}`)}</span> <SupportCode code={code} />
    </span>
  );
}

export function SupportCode({ code }: { code: string }) {
  const t = useT();
  const [copied, setCopied] = useState(false);
  const copy = () => void copyText(code).then(setCopied);
  return (
    <button type="button" className={classes.code} title={t('common.code')} onClick={copy}>
      <bdi dir="ltr">{code}</bdi>
      {copied ? (
        <IconCheck aria-label={t('common.copied')} />
      ) : (
        <IconCopy aria-label={t('common.copy')} />
      )}
    </button>
  );
}
