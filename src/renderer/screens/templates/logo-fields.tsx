import { NativeSelect, Slider } from '@mantine/core';
import { IconTrash, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import {
  type Logo,
  type LogoMethod,
  logoMethods,
  type TemplateElement,
} from '../../../shared/contract/template.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { LoadingState } from '../../../shared/ui/states.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { FailedNote } from '../../ui/failed-note.tsx';
import classes from './builder.module.css';
import { readPicture } from './read-picture.ts';
import { useLogoActions, useLogos } from './use-templates.ts';

type LogoElement = Extract<TemplateElement, { kind: 'logo' }>;

/** Which picture stands there and how wide. */
export function LogoFields(props: {
  element: LogoElement;
  onChange: (element: TemplateElement, of: string) => void;
}) {
  const { element, onChange } = props;
  const t = useT();
  const choose = (logoId: string) => onChange({ ...element, logoId }, '');
  return (
    <>
      <Pictures logoId={element.logoId} onChoose={choose} />
      <Upload onAdded={({ id }) => choose(id)} />
      <div>
        <div className={classes.fieldLabel}>{t('templates.prop.logoWidth')}</div>
        <Slider
          thumbLabel={t('templates.prop.logoWidth')}
          min={10}
          max={100}
          step={5}
          size="lg"
          thumbSize={28}
          value={element.widthPercent}
          onChange={(widthPercent) =>
            onChange({ ...element, widthPercent }, `${element.id} widthPercent`)
          }
        />
      </div>
    </>
  );
}

function Pictures(props: { logoId: string; onChoose: (id: string) => void }) {
  const t = useT();
  const logos = useLogos();
  const { remove } = useLogoActions();
  if (logos.isPending) return <LoadingState label={t('common.loading')} shapes={1} />;
  if (!logos.data) return <FailedNote error={logos.error} />;
  if (logos.data.length === 0) return <p className={classes.hint}>{t('templates.logos.none')}</p>;
  return (
    <ul className={classes.logos}>
      {logos.data.map(({ id, name, png, widthDots, heightDots }) => (
        <li key={id}>
          <button
            type="button"
            className={classes.logo}
            aria-pressed={id === props.logoId}
            aria-label={t('templates.logos.choose', { name })}
            onClick={() => props.onChoose(id)}
          >
            <img
              src={`data:image/png;base64,${png}`}
              alt=""
              width={widthDots}
              height={heightDots}
            />
          </button>
          <Button
            look="quiet"
            icon={<IconTrash aria-hidden />}
            aria-label={t('templates.logos.remove', { name })}
            onClick={() => remove.mutate(id)}
          />
        </li>
      ))}
    </ul>
  );
}

const longestName = 60;

function Upload(props: { onAdded: (logo: Logo) => void }) {
  const t = useT();
  const { add } = useLogoActions();
  const [method, setMethod] = useState<LogoMethod>('auto');
  const [state, setState] = useState<'idle' | 'reading' | 'unreadable'>('idle');
  const upload = async (file: File) => {
    setState('reading');
    try {
      const picture = await readPicture(file);
      setState('idle');
      const name = file.name.replace(/\.[a-z]+$/i, '').slice(0, longestName) || 'Logo';
      add.mutate({ ...picture, name, method }, { onSuccess: props.onAdded });
    } catch {
      setState('unreadable');
    }
  };
  return (
    <div className={classes.upload}>
      <NativeSelect
        label={t('templates.logos.method')}
        value={method}
        data={logoMethods.map((value) => ({
          value,
          label: t(`templates.logos.methodOf.${value}`),
        }))}
        onChange={(event) => setMethod(event.currentTarget.value as LogoMethod)}
      />
      <label className={classes.file}>
        <IconUpload aria-hidden />
        <span>{t(state === 'reading' ? 'templates.logos.reading' : 'templates.logos.add')}</span>
        <input
          type="file"
          accept="image/png,image/jpeg,image/webp"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            event.currentTarget.value = '';
            if (file) void upload(file);
          }}
        />
      </label>
      <p className={classes.hint}>{t('templates.logos.hint')}</p>
      {state === 'unreadable' ? (
        <p role="alert" className={classes.wrong}>
          {t('templates.logos.unreadable')}
        </p>
      ) : null}
      <FailedNote error={add.error} />
    </div>
  );
}
