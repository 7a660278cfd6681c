import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '../../../../src/shared/ui/button.tsx';
import { useT } from '../i18n/i18n.tsx';
import classes from './ui.module.css';

/** A text that is given to somebody else, with a button that takes it. */
export function CopyText({ text }: { text: string }) {
  const t = useT();
  const [copied, setCopied] = useState(false);
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <div className={classes.copy} dir="ltr">
      <code>{text}</code>
      <Button
        look="quiet"
        aria-label={copied ? t('common.copied') : t('common.copy')}
        icon={copied ? <IconCheck aria-hidden /> : <IconCopy aria-hidden />}
        onClick={copy}
      />
    </div>
  );
}

/** Raw text as it travelled; JSON is laid out, nothing else is touched. */
export function RawText({ text }: { text: string }) {
  return (
    <pre className={classes.raw} dir="ltr">
      {laidOut(text)}
    </pre>
  );
}

function laidOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
